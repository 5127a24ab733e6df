import { expect, test } from 'vitest'
import { parseHotlineLine } from '#bff/cases/import/hotline-line.ts'
import type { FileLine } from '#bff/cases/import/read-lines.ts'
import { readLines } from '#bff/cases/import/read-lines.ts'

const now = new Date('2026-11-21T02:00:00Z')
const message = {
  id: '360114',
  author: 'A01',
  title: '路灯不亮',
  submittedAt: '2019-06-08T17:31:20+08:00',
  text: '路灯三个星期不亮了',
}
const parse = (changes: Record<string, unknown> = {}) =>
  parseHotlineLine(JSON.stringify({ ...message, ...changes }), now)
const whyOf = (changes: Record<string, unknown>) => {
  const parsed = parse(changes)
  return parsed.ok ? 'taken' : parsed.why
}

test('a message keeps its words and the moment it was submitted', () => {
  const parsed = parse({ reply: '已修好', repliedAt: '2019-06-10T09:00:00+08:00' })
  expect(parsed).toEqual({
    ok: true,
    message: {
      externalId: '360114',
      title: '路灯不亮',
      text: '路灯三个星期不亮了',
      submittedAt: new Date('2019-06-08T09:31:20Z'),
      reply: { text: '已修好', at: new Date('2019-06-10T01:00:00Z') },
    },
  })
})

test('a title made from the text never holds the first half of a phone or ID number', () => {
  for (const number of ['13912345678', '310101198001010012']) {
    const parsed = parse({
      title: '',
      text: `${'楼道灯坏了请快来看'.repeat(2)}联系我${number}谢谢`,
    })
    expect(parsed.ok ? parsed.message.title : '').not.toMatch(/\d/)
  }
})

test('a text of 5,000 characters is taken whole, one more is refused with its length', () => {
  expect(whyOf({ text: '🏮'.repeat(5000) })).toBe('taken')
  expect(whyOf({ text: ` ${'灯'.repeat(5000)}\n` })).toBe('taken')
  expect(whyOf({ text: '灯'.repeat(5001) })).toBe('text has 5001 characters; 5000 at most')
})

test('what no database takes is cleaned out of the words', () => {
  const parsed = parse({ title: '路\u0000灯\u0007', text: '第一行\r\n第二行\ud800尾\ufeff' })
  expect(parsed.ok && [parsed.message.title, parsed.message.text]).toEqual([
    '路灯',
    '第一行\n第二行\ufffd尾',
  ])
})

test('who wrote only a title or only a text has still said something', () => {
  const untitled = parse({ title: ' ' })
  expect(untitled.ok && untitled.message.title).toBe(message.text)
  const bare = parse({ text: undefined })
  expect(bare.ok && bare.message.text).toBe(message.title)
})

test('a line that cannot be a message is refused with the reason', () => {
  for (const line of ['', 'x', '[]', 'null', '3', '{"id":'])
    expect(parseHotlineLine(line, now)).toEqual({ ok: false, id: '', why: 'is not a JSON object' })
  expect(whyOf({ id: undefined })).toBe('id is missing')
  expect(whyOf({ id: { a: 1 } })).toBe('id is missing')
  expect(whyOf({ id: 'x'.repeat(101) })).toBe('id has 101 characters; 100 at most')
  expect(whyOf({ title: '', text: '\u0000' })).toBe('title and text are missing')
  expect(whyOf({ text: ['a'] })).toBe('text is not a text')
  expect(whyOf({ title: '灯'.repeat(201) })).toBe('title has 201 characters; 200 at most')
  expect(whyOf({ submittedAt: undefined })).toBe('submittedAt is missing')
  for (const said of [
    'yesterday',
    '2019-02-30T10:00:00+08:00',
    '2019-13-01T10:00:00+08:00',
    '2019-06-08T25:00:00+08:00',
    '2019-06-08T10:00:00',
    '2019-06-08',
  ])
    expect(whyOf({ submittedAt: said })).toBe(`submittedAt is no date and time: ${said}`)
  for (const said of ['2026-11-23T10:00:00+08:00', '0001-01-01T00:00:00Z'])
    expect(whyOf({ submittedAt: said })).toBe(`submittedAt is not possible: ${said}`)
  expect(whyOf({ reply: '已修好' })).toBe('repliedAt is missing')
  expect(whyOf({ reply: '已修好', repliedAt: '2018-01-01T00:00:00Z' })).toBe(
    'repliedAt is before submittedAt',
  )
})

const linesOf = async (file: Buffer, chunk: number): Promise<FileLine[]> => {
  const chunks = async function* () {
    for (let at = 0; at < file.length; at += chunk) yield file.subarray(at, at + chunk)
  }
  const lines: FileLine[] = []
  for await (const line of readLines(chunks())) lines.push(line)
  return lines
}

test('lines are the same wherever the file is cut into chunks', async () => {
  const file = Buffer.from('第一行\n\n第三行\r\n  \n最后一行')
  const whole = await linesOf(file, file.length)
  expect(whole.map(({ number, text }) => [number, text?.trim()])).toEqual([
    [1, '第一行'],
    [3, '第三行'],
    [5, '最后一行'],
  ])
  expect(whole.at(-1)?.bytesRead).toBe(file.length)
  for (const chunk of [1, 2, 3, 7])
    expect((await linesOf(file, chunk)).map(({ text }) => text)).toEqual(
      whole.map(({ text }) => text),
    )
})

test('a line without end or in another encoding spoils only itself', async () => {
  const gbk = Buffer.from([0xc2, 0xb7, 0xb5, 0xc6])
  const file = Buffer.concat([
    gbk,
    Buffer.from('\n'),
    Buffer.alloc(600 * 1024, 'x'),
    Buffer.from('\n好的\n'),
  ])
  const lines = await linesOf(file, 64 * 1024)
  expect(lines.map(({ number, text, why }) => [number, text ?? why])).toEqual([
    [1, 'is not UTF-8'],
    [2, 'is longer than 512 KB'],
    [3, '好的'],
  ])
})
