// Pinterest's tag: `setconsent` false stops events and removes what the tag has written.

let granted = true;

const carryOut = (entry) => {
  const [command, ...rest] = Array.from(entry);
  if (command === "setconsent") {
    tell(command, ...rest);
    granted = rest[0] !== false;
    if (!granted) for (const cookie of me.cookies) remove(cookie.name);
  } else if (command === "page" && granted) {
    me.pings.forEach(ping);
  }
};

takeOver(window.pintrk.queue, carryOut);
keepWriting(() => granted);
