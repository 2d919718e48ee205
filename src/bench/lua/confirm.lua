-- Arguments: a file of request ids, one a line, an Authorization header ("-" for none), "all" or "bare".
dofile("common.lua")

local headers = { ["Content-Type"] = "application/json" }
local ids, at, all

function init(arguments)
  ids = {}
  local line = 0
  for id in io.lines(arguments[1]) do
    if line % 2 == number then ids[#ids + 1] = id end
    line = line + 1
  end
  if arguments[2] ~= "-" then headers["Authorization"] = arguments[2] end
  all = arguments[3] == "all"
  at = 0
end

function request()
  at = at + 1
  local id = ids[at]
  -- Where they are used up, the server says so, and the run does not count.
  if id == nil then return wrk.format("POST", "/auth/otp/used-up", headers, "{}") end
  if all then headers["Idempotency-Key"] = "confirm-" .. id end
  return wrk.format("POST", "/auth/otp/confirm", headers,
    string.format('{"request_id":"%s","otp_code":"123456"}', id))
end
