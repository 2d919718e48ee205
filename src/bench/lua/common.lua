-- One line of JSON for Wrk.java.
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    'RESULT {"answered":%d,"refused":%d,"broken":%d,"seconds":%f,' ..
    '"mean":%f,"p50":%f,"p99":%f}\n',
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout,
    summary.duration / 1e6,
    latency.mean / 1e3, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end

local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end
