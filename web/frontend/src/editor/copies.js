// The copy of unsaved edits in this browser. Models hold no personal data. Where there is no room, there is no copy.
export function copyOf(draft) {
  const key = `ruqsat.model.${draft}`;
  return {
    read() {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null;
      }
    },
    keep(edits) {
      try {
        localStorage.setItem(key, JSON.stringify({ ...edits, at: new Date().toISOString() }));
      } catch {
        // full or forbidden: the server's copy is the one that counts
      }
    },
    forget() {
      try {
        localStorage.removeItem(key);
      } catch {
        // forbidden
      }
    },
  };
}
