// Draws a paper as a PDF/A file: A4, fonts embedded with all Kazakh letters, tagged for screen
// readers, nothing in its properties but a neutral title. Contains no word of any document.
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'
import { groupCheckCode, type Paper, type PaperBlock } from '../model.ts'

const locate = createRequire(import.meta.url)
const fonts = {
  text: locate.resolve('@expo-google-fonts/literata/400Regular/Literata_400Regular.ttf'),
  textStrong: locate.resolve('@expo-google-fonts/literata/600SemiBold/Literata_600SemiBold.ttf'),
  label: locate.resolve('@expo-google-fonts/golos-text/500Medium/GolosText_500Medium.ttf'),
  heading: locate.resolve('@expo-google-fonts/golos-text/700Bold/GolosText_700Bold.ttf'),
} as const

const mm = (millimetres: number): number => (millimetres * 72) / 25.4
const page = { width: mm(210), height: mm(297) }
const left = mm(22)
const right = page.width - mm(18)
const top = mm(18)
const bottom = page.height - mm(24)
const labelWidth = mm(36)
const bodyLeft = left + labelWidth + mm(5)
const bodyWidth = right - bodyLeft
const ink = '#1c1917'
const quiet = '#57534e'
const hair = '#d6d3d1'
const accent = '#0f6b6b'

/** The PDF of a paper. The same paper gives the same bytes. */
export async function printPaper(paper: Paper): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    subset: 'PDF/A-2a',
    tagged: true,
    lang: paper.lang,
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    info: {
      Title: paper.title,
      Author: '',
      Creator: '',
      Producer: '',
      CreationDate: new Date(paper.datedAt),
      ModDate: new Date(paper.datedAt),
    },
  })
  fixIdentifier(document, paper)
  const bytes = collect(document)
  for (const [name, file] of Object.entries(fonts)) document.registerFont(name, file)
  const root = document.struct('Document')
  document.addStructure(root)
  const sheet: Sheet = { document, root, y: top }

  addPage(sheet)
  drawTop(sheet, paper)
  for (const block of paper.blocks) drawBlock(sheet, block)
  drawFooters(sheet, paper)
  root.end()
  document.end()
  return bytes
}

type Sheet = {
  readonly document: PDFKit.PDFDocument
  readonly root: PDFKit.PDFStructureElement
  y: number
}

function addPage(sheet: Sheet): void {
  sheet.document.addPage()
  sheet.y = top
}

function tagged(sheet: Sheet, tag: string, draw: () => void): void {
  sheet.root.add(sheet.document.struct(tag, {}, [draw]))
}

function artifact(sheet: Sheet, draw: () => void): void {
  sheet.document.markContent('Artifact')
  draw()
  sheet.document.endMarkedContent()
}

function drawTop(sheet: Sheet, paper: Paper): void {
  const { document } = sheet
  if (paper.sampleNotice !== null) {
    const notice = paper.sampleNotice
    artifact(sheet, () => {
      document.rect(0, 0, page.width, mm(9)).fill('#fef3c7')
    })
    tagged(sheet, 'P', () => {
      document.font('label').fontSize(8.5).fillColor('#713f12')
      document.text(notice, left, mm(3.2), { width: right - left, align: 'center' })
    })
  }
  const codeSize = mm(24)
  const codeLeft = right - codeSize
  drawCheckCode(sheet, paper, { left: codeLeft, top, size: codeSize })
  const textWidth = codeLeft - left - mm(8)

  tagged(sheet, 'P', () => {
    document.font('label').fontSize(9.5).fillColor(quiet)
    document.text(paper.masthead, left, top, { width: textWidth, lineGap: 1.5 })
  })
  sheet.y = document.y + mm(7)
  tagged(sheet, 'H1', () => {
    document.font('heading').fontSize(21).fillColor(ink)
    document.text(paper.heading, left, sheet.y, { width: textWidth })
  })
  sheet.y = document.y
  tagged(sheet, 'P', () => {
    document.font('heading').fontSize(13).fillColor(accent)
    document.text(paper.number, left, sheet.y + mm(0.5), { width: textWidth })
  })
  sheet.y = Math.max(document.y, top + codeSize + mm(8)) + mm(3)
  for (const line of paper.lead) {
    tagged(sheet, 'P', () => {
      document.font('text').fontSize(10.5).fillColor(ink)
      document.text(line, left, sheet.y, { width: right - left, lineGap: 1.5 })
    })
    sheet.y = document.y + mm(1)
  }
  sheet.y += mm(3)
}

function drawCheckCode(
  sheet: Sheet,
  paper: Paper,
  box: Readonly<{ left: number; top: number; size: number }>,
): void {
  const { document } = sheet
  const { modules } = QRCode.create(paper.check.url, { errorCorrectionLevel: 'M' })
  const cell = box.size / modules.size
  const figure = document.struct('Figure', { alt: `${paper.check.caption} ${paper.check.url}` }, [
    () => {
      for (let row = 0; row < modules.size; row++)
        for (let column = 0; column < modules.size; column++)
          if (modules.get(row, column) === 1)
            document.rect(box.left + column * cell, box.top + row * cell, cell, cell)
      document.fill(ink)
    },
  ])
  sheet.root.add(figure)
  tagged(sheet, 'P', () => {
    document.font('label').fontSize(6.8).fillColor(quiet)
    document.text(
      `${paper.check.caption}\n${groupCheckCode(paper.check.code)}`,
      box.left - mm(12),
      box.top + box.size + mm(1.5),
      { width: box.size + mm(12), align: 'right', lineGap: 0.5 },
    )
  })
}

/** Draws a block beside its label; one that fits a page is never torn in two. */
function drawBlock(sheet: Sheet, block: PaperBlock): void {
  const { document } = sheet
  const height = measure(document, block)
  if (sheet.y + height > bottom && height < bottom - top) addPage(sheet)
  const rule = sheet.y
  artifact(sheet, () => {
    document.moveTo(left, rule).lineTo(right, rule).lineWidth(0.5).stroke(hair)
  })
  sheet.y += mm(3)
  tagged(sheet, 'H2', () => {
    document.font('label').fontSize(8.5).fillColor(quiet)
    document.text(block.label, left, sheet.y + 1.5, { width: labelWidth, lineGap: 1 })
  })
  const labelEnd = document.y
  switch (block.kind) {
    case 'section':
      for (const paragraph of block.paragraphs) drawText(sheet, paragraph)
      break
    case 'facts':
      for (const [name, value] of block.rows) drawFact(sheet, name, value)
      if (block.note !== null) drawText(sheet, block.note)
      break
    case 'list':
      drawText(sheet, block.intro)
      drawItems(sheet, block.items)
      break
    case 'receipt':
      drawText(sheet, block.text)
      for (const line of block.lines) drawReceiptLine(sheet, line.caption, line.value)
      break
  }
  sheet.y = Math.max(sheet.y, labelEnd) + mm(2)
}

const bodyText = { width: bodyWidth, lineGap: 2 } as const
const itemIndent = mm(6)
const receiptLineHeight = mm(9.5)

function body(
  document: PDFKit.PDFDocument,
  font: 'text' | 'textStrong' = 'text',
): PDFKit.PDFDocument {
  return document.font(font).fontSize(10.5).fillColor(ink)
}

function measure(document: PDFKit.PDFDocument, block: PaperBlock): number {
  const text = (value: string, width = bodyWidth): number =>
    body(document).heightOfString(value, { ...bodyText, width }) + mm(1.6)
  const around = mm(6)
  switch (block.kind) {
    case 'section':
      return around + sum(block.paragraphs.map((paragraph) => text(paragraph)))
    case 'facts':
      return (
        around +
        sum(block.rows.map(([name, value]) => text(`${name}  ${value}`))) +
        (block.note === null ? 0 : text(block.note))
      )
    case 'list':
      return (
        around +
        text(block.intro) +
        sum(block.items.map((item) => text(item, bodyWidth - itemIndent)))
      )
    case 'receipt':
      return around + text(block.text) + block.lines.length * receiptLineHeight
  }
}

function drawText(sheet: Sheet, text: string): void {
  const { document } = sheet
  const height = body(document).heightOfString(text, bodyText)
  if (sheet.y + height > bottom && height < bottom - top) addPage(sheet)
  tagged(sheet, 'P', () => {
    body(document).text(text, bodyLeft, sheet.y, bodyText)
  })
  sheet.y = document.y + mm(1.6)
}

function drawFact(sheet: Sheet, name: string, value: string): void {
  const { document } = sheet
  tagged(sheet, 'P', () => {
    body(document)
      .fillColor(quiet)
      .text(`${name}  `, bodyLeft, sheet.y, { ...bodyText, continued: true })
    body(document, 'textStrong').text(value, bodyText)
  })
  sheet.y = document.y + mm(1.2)
}

function drawItems(sheet: Sheet, items: readonly string[]): void {
  const { document } = sheet
  const width = bodyWidth - itemIndent
  items.forEach((item, index) => {
    const height = body(document).heightOfString(item, { ...bodyText, width })
    if (sheet.y + height > bottom) addPage(sheet)
    tagged(sheet, 'P', () => {
      body(document, 'textStrong').text(`${index + 1}.`, bodyLeft, sheet.y, { lineBreak: false })
      body(document).text(item, bodyLeft + itemIndent, sheet.y, { ...bodyText, width })
    })
    sheet.y = document.y + mm(1.2)
  })
}

function drawReceiptLine(sheet: Sheet, caption: string, value: string | null): void {
  const { document } = sheet
  const lineY = sheet.y + mm(5.4)
  tagged(sheet, 'P', () => {
    if (value !== null)
      body(document, 'textStrong').text(value, bodyLeft, lineY - 14, {
        width: bodyWidth,
        lineBreak: false,
      })
    document.font('label').fontSize(7.2).fillColor(quiet)
    document.text(caption, bodyLeft, lineY + 1.8, { width: bodyWidth, lineBreak: false })
  })
  artifact(sheet, () => {
    document.moveTo(bodyLeft, lineY).lineTo(right, lineY).lineWidth(0.6).stroke(quiet)
  })
  sheet.y += receiptLineHeight
}

function drawFooters(sheet: Sheet, paper: Paper): void {
  const { document } = sheet
  const { start, count } = document.bufferedPageRange()
  for (let index = start; index < start + count; index++) {
    document.switchToPage(index)
    artifact(sheet, () => {
      const y = page.height - mm(14)
      document.font('label').fontSize(7.5).fillColor(quiet)
      document.text(paper.number, left, y, { lineBreak: false })
      document.text(paper.pageCaption(index - start + 1, count), left, y, {
        width: right - left,
        align: 'right',
        lineBreak: false,
      })
    })
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    document.on('data', (chunk: Buffer) => chunks.push(chunk))
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    document.on('error', reject)
  })
}

/** The file identifier pdfkit makes holds the clock; ours comes from the paper itself. */
function fixIdentifier(document: PDFKit.PDFDocument, paper: Paper): void {
  const { pageCaption: _, ...content } = paper
  const digest = createHash('sha256').update(JSON.stringify(content)).digest()
  const open = document as unknown as { _id: Buffer }
  open._id = digest.subarray(0, 16)
}
