-- Arguments: those of request.lua, and how many connections there are. They begin evenly over a second, instead of all at
-- once, and then ask again as soon as they are answered.
dofile("request.lua")

local initRequests = init
local share, begun

function init(arguments)
  initRequests(arguments)
  -- Wrk.java has two threads.
  share = tonumber(arguments[4]) / 2
  begun = 0
end

-- Milliseconds before each request.
function delay()
  if begun >= share then return 0 end
  begun = begun + 1
  return math.floor(1000 * begun / share)
end
