import { decoded } from "./files.js";

const OUTLIVES_PAGE = 20_000; // characters: a browser finishes 64 KiB after the page was left, no more

// What is asked of the server. An answer is {status, body}; status 0: nobody answered, 302: signed out.
export function asker(csrf) {
  return async (url, body, options = {}) => {
    const sent = JSON.stringify(body);
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" },
        body: sent,
        keepalive: sent.length < OUTLIVES_PAGE,
        credentials: "same-origin",
        redirect: "manual",
        ...options,
      });
      if (answer.type === "opaqueredirect") return { status: 302, body: {} };
      return { status: answer.status, body: await json(answer) };
    } catch (error) {
      if (error.name === "AbortError") throw error;
      return { status: 0, body: {} };
    }
  };
}

async function json(answer) {
  try {
    return await answer.json();
  } catch {
    return {}; // an error page: its status says enough
  }
}

// The model with the number of its revision.
export async function modelAt(url) {
  const answer = await fetch(url, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const { content } = decoded(await answer.arrayBuffer());
  return { xml: content, revision: Number(answer.headers.get("X-Draft-Revision")) };
}
