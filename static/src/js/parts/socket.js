// A socket that comes back: heartbeat, jittered retries, and its state for whoever asks.
const HEARTBEAT = 25000;
const PATIENCE = 10000;
const RETRY_FIRST = 1000;
const RETRY_LAST = 30000;
const ENDED = 4401;

export class Socket {
  // `heard(message)` gets what arrives; `changed(isOpen, isOver)` is told when the state changes.
  constructor(path, heard, changed) {
    this.url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
    this.heard = heard;
    this.changed = changed;
    this.retryAfter = RETRY_FIRST;
    this.isOpen = false;
    window.addEventListener("online", () => this.now());
    window.addEventListener("offline", () => this.drop());
    window.addEventListener("pageshow", (event) => event.persisted && this.now());
    window.addEventListener("pagehide", () => this.stop());
    document.addEventListener("visibilitychange", () => document.hidden || this.beat());
    this.connect();
  }

  connect() {
    clearTimeout(this.timer);
    this.stopped = false;
    let socket;
    try {
      socket = new WebSocket(this.url);
    } catch {
      this.closed(0); // a browser, or a proxy's script, without sockets: the page asks by itself
      return;
    }
    this.socket = socket;
    socket.addEventListener("open", () => {
      this.isOpen = true;
      this.retryAfter = RETRY_FIRST;
      this.beats = setInterval(() => this.beat(), HEARTBEAT);
      this.changed(true, false);
    });
    socket.addEventListener("message", (event) => {
      const message = JSON.parse(event.data);
      if (message.t === "pong") clearTimeout(this.silence);
      this.heard(message);
    });
    socket.addEventListener("close", (event) => socket === this.socket && this.closed(event.code));
  }

  // A network that vanished says nothing: no answer to a ping within ten seconds is a lost connection.
  beat() {
    if (!this.isOpen) return this.now();
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.drop(), PATIENCE);
    this.send({ t: "ping" });
  }

  drop() {
    const { socket } = this;
    this.socket = null;
    socket?.close();
    if (!this.stopped) this.closed(0);
  }

  closed(code) {
    this.isOpen = false;
    clearInterval(this.beats);
    clearTimeout(this.silence);
    if (this.stopped) return;
    this.changed(false, code === ENDED);
    if (code === ENDED) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), this.retryAfter * (0.5 + Math.random()));
    this.retryAfter = Math.min(this.retryAfter * 2, RETRY_LAST);
  }

  now() {
    if (this.isOpen || this.socket?.readyState === WebSocket.CONNECTING) return;
    this.retryAfter = RETRY_FIRST;
    this.connect();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.beats);
    clearTimeout(this.silence);
    this.isOpen = false;
    this.socket?.close();
  }

  send(message) {
    if (this.isOpen) this.socket.send(JSON.stringify(message));
  }
}
