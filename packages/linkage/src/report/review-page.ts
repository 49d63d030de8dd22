// A page on which a person says of pairs whether each is one person; it saves a table that `evaluatePairs` reads.
import { join } from 'node:path'
import { openDuckdb } from '../engines/duckdb.ts'
import { getModel } from '../explain/explain-run.ts'
import type { Run } from '../pipeline.ts'
import { writeWhole } from '../run-files.ts'
import { listPairs, pairPart, STYLE } from './report-run.ts'
import { escaped } from './svg.ts'
import { type Lang, words } from './words.ts'

const SCRIPT = `document.getElementById('save').onclick=()=>{const cell=t=>/[",\\n]/.test(t)?'"'+t.replaceAll('"','""')+'"':t;
const rows=[...document.querySelectorAll('fieldset')].flatMap(f=>{const c=f.querySelector('input:checked');return c?[[f.dataset.sl,f.dataset.rl,f.dataset.sr,f.dataset.rr,c.value].map(cell).join(',')]:[]});
const a=document.createElement('a');a.href=URL.createObjectURL(new Blob(['source_l,record_l,source_r,record_r,same\\n'+rows.join('\\n')+'\\n'],{type:'text/csv'}));a.download='labels.csv';a.click()}`

function sourceAndRecord(name: string): readonly [string, string] {
  const at = name.indexOf(':')
  return [name.slice(0, at), name.slice(at + 1)]
}

/** Pairs of every weight, the doubtful ones as many as the sure ones, for clerical review. */
export async function writeReviewPage(
  run: Run,
  options: { readonly lang: Lang; readonly pairs: number },
): Promise<string> {
  const { lang } = options
  const say = words[lang]
  const model = await getModel(run)
  const db = await openDuckdb({ path: run.paths.store, readOnly: true })
  const pairs = await listPairs(db, run, options.pairs).finally(() => db.close())
  const asked = pairs.map((pair, at) => {
    const [sl, rl] = sourceAndRecord(pair.left.name)
    const [sr, rr] = sourceAndRecord(pair.right.name)
    const choice = (value: string, label: string) =>
      `<label><input type="radio" name="p${at}" value="${value}"> ${label}</label> `
    const data = Object.entries({ sl, rl, sr, rr })
      .map(([name, value]) => ` data-${name}="${escaped(value)}"`)
      .join('')
    return `${pairPart(run, model, pair, lang)}<fieldset${data}>${choice('yes', say.same)}${choice('no', say.different)}${choice('unsure', say.unsure)}</fieldset>`
  })
  const html = `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"><title>${say.review}</title><style>${STYLE}</style></head>
<body><main><h1>${say.review}</h1><p class="note">${say.personal}</p><p>${say.reviewHelp}</p>
${asked.join('\n')}
<p><button id="save" type="button">${say.save}</button></p></main><script>${SCRIPT}</script></body></html>
`
  const path = join(run.paths.dir, 'review.html')
  await writeWhole(path, html)
  return path
}
