-- Argument: milliseconds each connection waits before it asks again.
dofile("common.lua")

local pause

function init(arguments)
  pause = tonumber(arguments[1])
end

function delay()
  return pause
end
