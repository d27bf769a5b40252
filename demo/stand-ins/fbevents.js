// Meta's pixel: `fbq("consent", …)` holds events and cookies back or lets them go.

let granted = true;
const waiting = [];

const carryOut = (command, ...rest) => {
  if (command === "consent") {
    tell(command, ...rest);
    granted = rest[0] === "grant";
  } else if (command === "dataProcessingOptions") {
    tell(command, ...rest);
  } else if (command === "track") {
    waiting.push(rest[0]);
  }
  if (granted) for (const _ of waiting.splice(0)) me.pings.forEach(ping);
};

const queue = window.fbq?.queue?.splice(0) ?? [];
window.fbq.callMethod = carryOut;
for (const entry of queue) carryOut(...Array.from(entry));
keepWriting(() => granted);
