-- Arguments: the first number's last eight digits, an Authorization header ("-" for none), whether each
-- request has an Idempotency-Key and an address of its own ("all") or not ("bare"); with "refused", every
-- twentieth is for the number of the one before, and so too early.
dofile("common.lua")

local headers = { ["Content-Type"] = "application/json" }
local count, first, all, refused

function init(arguments)
  first = tonumber(arguments[1])
  if arguments[2] ~= "-" then headers["Authorization"] = arguments[2] end
  refused = arguments[3] == "refused"
  all = refused or arguments[3] == "all"
  count = 0
end

function request()
  local n = first + 2 * count + number
  count = count + 1
  if not all then
    return wrk.format("POST", "/auth/otp/request", headers, string.format('{"mobile":"0812%08d"}', n % 100000000))
  end
  headers["Idempotency-Key"] = string.format("bench-%d", n)
  if refused and count % 20 == 0 then n = n - 2 end
  return wrk.format("POST", "/auth/otp/request", headers, string.format(
    '{"mobile":"0812%08d","purpose":"login","client_ip":"10.%d.%d.%d"}',
    n % 100000000, math.floor(n / 65536) % 256, math.floor(n / 256) % 256, n % 256))
end
