// Who else has the page open, and who is writing, in words. Names come with the page, only numbers over the wire.
const WRITING_LASTS = 6000;

export class Company {
  constructor(place, texts, people) {
    this.place = place;
    this.texts = texts;
    this.people = people;
    this.here = new Set();
    this.writing = new Map(); // user → timer
  }

  heard({ t, users, user }) {
    if (t === "here") users.forEach((one) => this.here.add(one));
    if (t === "left") {
      this.here.delete(user);
      this.stopped(user);
    }
    if (t === "writing") {
      this.here.add(user);
      clearTimeout(this.writing.get(user));
      this.writing.set(user, setTimeout(() => this.stopped(user), WRITING_LASTS));
    }
    this.say();
  }

  stopped(user) {
    clearTimeout(this.writing.get(user));
    this.writing.delete(user);
    this.say();
  }

  empty() {
    this.here.clear();
    [...this.writing.keys()].forEach((user) => this.stopped(user));
    this.say();
  }

  names(users) {
    return [...users].map((user) => this.people[user]).filter(Boolean);
  }

  say() {
    const said = [];
    for (const [text, users] of [
      [this.texts.textHere, this.here],
      [this.texts.textWriting, this.writing.keys()],
    ]) {
      const names = this.names(users);
      if (names.length) said.push(text.replace("{names}", names.join(", ")));
    }
    this.place.textContent = said.join(" ");
  }
}
