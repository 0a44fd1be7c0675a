/** Leads a link to a message, made when it stood on this page, to the page of the thread where it stands now. */
const wanted = location.hash.slice(1);
const places = document.querySelector<HTMLElement>('[data-places]')?.dataset['places'];

if (places && /^m-[0-9a-f]{12}$/.test(wanted) && !document.getElementById(wanted)) {
  const answer = await fetch(places);
  const pages: Readonly<Record<string, readonly string[]>> = answer.ok ? await answer.json() : {};
  const page = Object.keys(pages).find((href) => pages[href]?.includes(wanted));
  if (page) location.replace(`${page}#${wanted}`);
}

export {};
