/** Leads a link to a message or a statement, made when it stood on this page, to the page of the thread where it stands now. */
const wanted = location.hash.slice(1);
const places = document.querySelector<HTMLElement>('[data-places]')?.dataset['places'];

/** A message, a marked statement, or its row among the proposals, which stands on the statement's page. */
const place = /^(?:m-|s-c-|p-c-)[0-9a-f]{12}$/.test(wanted) && wanted.replace(/^p-/, 's-');

if (places && place && !document.getElementById(wanted)) {
  const answer = await fetch(places);
  const pages: Readonly<Record<string, readonly string[]>> = answer.ok ? await answer.json() : {};
  const page = Object.keys(pages).find((href) => pages[href]?.includes(place));
  if (page) location.replace(`${page}#${wanted}`);
}

export {};
