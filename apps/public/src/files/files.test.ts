import { deflateSync } from 'node:zlib'
import { PDFDocument, PDFName } from '@cantoo/pdf-lib'
import { fixedClock, randomKey } from '@umai/platform'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shownName, takeFiles } from './actions.ts'
import { cleaned, kindOf, plainText } from './model.ts'
import { createTray } from './tray.ts'

const place = 'GPS 43.2389 76.8897 Canon Айгерим'
const segment = (marker: number, content: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}
const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8]),
  segment(0xe0, Buffer.from('JFIF\0')),
  segment(0xe1, Buffer.from(`Exif\0\0${place}`)),
  segment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0${place}`)),
  segment(0xed, Buffer.from(`Photoshop 3.0\0${place}`)),
  segment(0xfe, Buffer.from(place)),
  segment(0xdb, Buffer.alloc(65, 1)),
  segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
  Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]),
  Buffer.from([0xff, 0xd9]),
  Buffer.from(`after the end ${place}`),
])
const chunk = (name: string, content: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.length)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content, Buffer.alloc(4)])
}
const png = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  chunk('IHDR', Buffer.alloc(13, 1)),
  chunk('tEXt', Buffer.from(`Author\0${place}`)),
  chunk('eXIf', Buffer.from(place)),
  chunk('tIME', Buffer.alloc(7)),
  chunk('IDAT', Buffer.from('pixels')),
  chunk('IEND', Buffer.alloc(0)),
  Buffer.from(place),
])
const riff = (name: string, content: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}
const webpBody = Buffer.concat([
  riff('VP8X', Buffer.from([0x2c, 0, 0, 0, 1, 0, 0, 1, 0, 0])),
  riff('VP8 ', Buffer.from('pixels')),
  riff('EXIF', Buffer.from(place)),
  riff('XMP ', Buffer.from(place)),
])
const webp = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), webpBody])
const box = (name: string, content: Buffer): Buffer => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(content.length + 8)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, content])
}
const mp4 = Buffer.concat([
  box('ftyp', Buffer.from('isom0000')),
  box(
    'moov',
    Buffer.concat([
      box('mvhd', Buffer.from([0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8])),
      box('udta', Buffer.from(place)),
    ]),
  ),
  box('mdat', Buffer.from('film')),
])
const mp3 = Buffer.concat([
  Buffer.from('ID3\u0003\0\0\0\0\0'),
  Buffer.from([Buffer.byteLength(place)]),
  Buffer.from(place),
  Buffer.from([0xff, 0xfb, 1, 2, 3]),
  Buffer.concat([Buffer.from('TAG'), Buffer.alloc(125, 'a')]),
])

test.each([
  ['jpg', jpeg, Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56])],
  ['png', png, Buffer.from('pixels')],
  ['webp', webp, Buffer.from('pixels')],
  ['mp4', mp4, Buffer.from('film')],
  ['mp3', mp3, Buffer.from([0xff, 0xfb, 1, 2, 3])],
] as const)('a %s keeps its content and loses place, time and author', (kind, bytes, content) => {
  expect(kindOf(bytes)).toBe(kind)
  const clean = cleaned(kind, bytes)

  expect(clean.includes(content)).toBe(true)
  for (const word of ['GPS', 'Canon', 'Айгерим']) expect(clean.includes(word), word).toBe(false)
  expect(kindOf(clean)).toBe(kind)
  // Cleaned once is clean.
  expect(cleaned(kind, clean)).toEqual(clean)
})

test('an mp4 keeps its length, because its parts point to places in it; its times are zero', () => {
  const clean = cleaned('mp4', mp4)
  expect(clean.length).toBe(mp4.length)
  expect(clean.includes(Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]))).toBe(false)
})

test('a pdf loses author, times, attachments and programs, and keeps its page', async () => {
  const document = await PDFDocument.create()
  document.addPage([300, 200]).drawText('Kept')
  document.setAuthor('Aigerim')
  document.setCreationDate(new Date('2026-11-20T10:11:12Z'))
  document.addJavaScript('main', 'app.alert(1)')
  await document.attach(Buffer.from('hidden words'), 'hidden.txt')
  const bytes = Buffer.from(await document.save())

  const { taken } = await takeFiles([{ name: 'x', bytes }], {
    asEvidence: false,
    already: 0,
  })
  const clean = taken[0]?.bytes ?? Buffer.alloc(0)
  const again = await PDFDocument.load(clean, { updateMetadata: false })

  expect(again.getPageCount()).toBe(1)
  expect(again.getAuthor()).toBeUndefined()
  expect(again.getCreationDate()).toBeUndefined()
  expect(again.catalog.get(PDFName.of('OpenAction'))).toBeUndefined()
  for (const word of ['Aigerim', 'hidden.txt', 'app.alert', '20261120'])
    expect(clean.includes(word), word).toBe(false)
})

const pdfOf = (unpacked: Buffer, first: number): Buffer => {
  const packed = deflateSync(unpacked)
  return Buffer.concat([
    Buffer.from(
      `%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /N 1 /First ${first} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`,
    ),
    packed,
    Buffer.from('\nendstream\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF'),
  ])
}

test.each([
  ['made to swell', pdfOf(Buffer.alloc(60 * 1_048_576), 0)],
  // Some 45 kB, and more than a process may have once it is read; that ends a process with all its threads.
  [
    'that takes all memory',
    pdfOf(
      Buffer.concat([Buffer.from('1 0 ('), Buffer.alloc(47_000_000, 'a'), Buffer.from(')')]),
      4,
    ),
  ],
  ['that is no pdf inside', Buffer.from('%PDF-1.7 nothing')],
])('a pdf %s is refused, and whoever asked goes on', async (_what, bytes) => {
  const { taken, refused } = await takeFiles([{ name: 'a.pdf', bytes }], {
    asEvidence: false,
    already: 0,
  })

  expect(taken).toEqual([])
  expect(refused.map(({ fault }) => fault)).toEqual(['uncleanable'])
})

test('pdfs are taken apart one after the other, and too many at once are told so', async () => {
  const all = await Promise.all(
    Array.from({ length: 8 }, () =>
      takeFiles([{ name: 'a.pdf', bytes: Buffer.from('%PDF-1.7 nothing') }], {
        asEvidence: false,
        already: 0,
      }),
    ),
  )
  const faults = all.flatMap(({ refused }) => refused.map(({ fault }) => fault))

  expect(faults.toSorted()).toEqual([
    'noRoom',
    'noRoom',
    ...Array.from({ length: 6 }, () => 'uncleanable'),
  ])
})

test('the original is kept only where it was asked for', async () => {
  const sent = [{ name: 'a.jpg', bytes: jpeg }]
  const original = await takeFiles(sent, { asEvidence: true, already: 0 })
  const clean = await takeFiles(sent, { asEvidence: false, already: 0 })

  expect(original.taken[0]).toEqual({ kind: 'jpg', isOriginal: true, bytes: jpeg })
  expect(clean.taken[0]?.isOriginal).toBe(false)
  expect(clean.taken[0]?.bytes.includes('GPS')).toBe(false)
})

test('a name says nothing of a kind, and no bytes make the cleaner do anything but clean or refuse', async () => {
  expect(kindOf(Buffer.from('<!doctype html><script>'))).toBeUndefined()
  expect(kindOf(Buffer.from('PK\u0003\u0004'))).toBeUndefined()
  expect(kindOf(Buffer.from('\0\0\0\u0018ftypheic'))).toBeUndefined()
  fc.assert(
    fc.property(
      fc.constantFrom(jpeg, png, webp, mp4, mp3),
      fc.nat(400),
      fc.nat(255),
      (bytes, at, value) => {
        const changed = Buffer.from(bytes)
        if (at < changed.length) changed[at] = value
        const kind = kindOf(changed)
        if (kind === undefined || kind === 'pdf') return
        try {
          expect(cleaned(kind, changed).length).toBeLessThanOrEqual(changed.length + 2)
        } catch (error) {
          expect(error).toBeInstanceOf(Error)
        }
      },
    ),
  )
})

test('signs that turn a name or a text around are taken out', () => {
  expect(shownName('C:\\x\\фото\u202egpj.exe')).toBe('фотоgpj.exe')
  expect(plainText('a\u0000b\u2066c\td\r\ne')).toBe('abc\td\ne')
  expect(shownName(`${'a'.repeat(90)}.jpg`).length).toBeLessThan(42)
})

test('the tray forgets after half an hour, opens under its key alone, and holds no content', () => {
  const clock = fixedClock('2026-11-12T09:00:00.000Z')
  const tray = createTray(clock, 100)
  const key = randomKey('tray')
  const id = tray.put({ kind: 'txt', isOriginal: false, bytes: Buffer.from('дәлел') }, key) ?? ''

  expect(tray.take(id, key)?.toString()).toBe('дәлел')
  expect(() => tray.take(id, randomKey('tray'))).toThrow()
  expect(tray.put({ kind: 'txt', isOriginal: false, bytes: Buffer.alloc(90) }, key)).toBeUndefined()
  clock.advance(31 * 60_000)
  expect(tray.take(id, key)).toBeUndefined()
})
