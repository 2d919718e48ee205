// The parts of the page: a login as an app has it, the phone, numbers to try, and the wire.

import "./login.js";
import "./phone.js";
import "./numbers.js";
import "./wire.js";
