// The parts of the page: the login, the phone, the numbers to try, and the calls.

import "./login.js";
import "./phone.js";
import "./numbers.js";
import "./wire.js";
