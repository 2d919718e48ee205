-- Arguments: the first number's last eight digits, an Authorization header ("-" for none), whether each
-- request has an Idempotency-Key and an address of its own ("all") or not ("bare").
dofile("common.lua")

local headers = { ["Content-Type"] = "application/json" }
local count, first, all

function init(arguments)
  first = tonumber(arguments[1])
  if arguments[2] ~= "-" then headers["Authorization"] = arguments[2] end
  all = arguments[3] == "all"
  count = 0
end

function request()
  local n = first + 2 * count + number
  count = count + 1
  if not all then
    return wrk.format("POST", "/auth/otp/request", headers, string.format('{"mobile":"0812%08d"}', n % 100000000))
  end
  headers["Idempotency-Key"] = string.format("bench-%d", n)
  return wrk.format("POST", "/auth/otp/request", headers, string.format(
    '{"mobile":"0812%08d","purpose":"login","client_ip":"10.%d.%d.%d"}',
    n % 100000000, math.floor(n / 65536) % 256, math.floor(n / 256) % 256, n % 256))
end
