// A tracker without any consent command: it runs, so it writes.

keepWriting();
for (const place of me.pings) ping(place);
