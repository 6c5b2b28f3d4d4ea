// Runs in each measured page before its own code: notes when what happened, in milliseconds of the page's own clock.
(() => {
  const probe = (window.probe = {});
  let complete;
  window.probed = new Promise((done) => (complete = done));
  const note = (name) => {
    probe[name] ??= performance.now();
    if (probe.frame !== undefined && probe.sound !== undefined) complete(probe);
  };
  const connections = [];

  addEventListener('click', () => note('click'), { capture: true });

  const { fetch } = window;
  window.fetch = async (...asked) => {
    const answer = await fetch(...asked);
    if (String(asked[0]?.url ?? asked[0]).includes('/ticket')) note('ticket');
    return answer;
  };

  window.WebSocket = class extends WebSocket {
    constructor(...asked) {
      super(...asked);
      if (String(asked[0]).includes('/rtc')) this.addEventListener('open', () => note('signal'));
    }
  };

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...asked) {
      super(...asked);
      connections.push(this);
      this.addEventListener('connectionstatechange', () => this.connectionState === 'connected' && note('media'));
    }
  };

  // A picture counts when it was decoded and handed to the screen, whatever the page says.
  const watched = new WeakSet();
  const watch = (video) => {
    if (watched.has(video)) return;
    watched.add(video);
    video.requestVideoFrameCallback((_now, { width }) => (width > 8 ? note('frame') : watched.delete(video)));
  };
  new MutationObserver(() => document.querySelectorAll('video').forEach(watch)).observe(document, { childList: true, subtree: true });

  // Sound counts when it was decoded and is more than silence.
  const listen = async () => {
    if (probe.click !== undefined) {
      for (const connection of connections) {
        // A closed connection has no figures any more.
        const figures = await connection.getStats().catch(() => new Map());
        for (const entry of figures.values()) {
          if (entry.type !== 'inbound-rtp' || entry.kind !== 'audio') continue;
          if (entry.packetsReceived > 0) note('packet');
          if (entry.totalAudioEnergy > 0) note('sound');
        }
      }
    }
    if (probe.sound === undefined) setTimeout(listen, 20);
  };
  void listen();
})();
