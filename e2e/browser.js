// What the journeys share: Chromium, people with their own sessions, accessibility, files to hand in.
import assert from 'node:assert/strict'
import { after } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'

export const base = process.env.BASE_URL ?? 'http://127.0.0.1:8080'
const password = 'tinhso-2024'

let launched
const browser = () =>
  (launched ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  }))
after(async () => (await launched)?.close())

// The text message that says something, once the simulated gateway has it.
export async function arrived(words) {
  for (let n = 0; n < 100; n++) {
    const { arrived } = await (await fetch(`${process.env.NEIGHBOURS}/sms/messages`)).json()
    const found = arrived.find(message => message.text.includes(words))
    if (found) return found
    await new Promise(done => setTimeout(done, 100))
  }
  assert.fail(`no text message says ${words}`)
}

// A page of its own session, as wide as asked. What breaks in a script breaks the journey.
export async function page(width = 1180, { js = true, session } = {}) {
  const context = await (await browser()).newContext({
    baseURL: base,
    viewport: { width, height: width < 600 ? 800 : 900 },
    javaScriptEnabled: js,
    storageState: session,
    locale: 'vi-VN',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(8000)
  const page = await context.newPage()
  page.on('pageerror', error => assert.fail(`script on ${page.url()}: ${error.message}`))
  return page
}

// Signs in by hand: opens the form unless it is already open.
export async function signIn(page, login) {
  if (!page.url().includes('/dang-nhap')) await page.goto('/dang-nhap')
  await page.getByLabel('Tên đăng nhập').fill(login)
  await page.getByLabel('Mật khẩu').fill(password)
  await Promise.all([
    page.waitForURL(url => url.pathname !== '/dang-nhap'),
    page.getByRole('main').getByRole('button', { name: 'Đăng nhập' }).click(),
  ])
}

const sessions = new Map()

// A page of somebody who is signed in; signs in once however often they come back.
export async function as(login, width = 1180, options = {}) {
  if (!sessions.has(login)) {
    const first = await page(width)
    await signIn(first, login)
    sessions.set(login, await first.context().storageState())
    await first.context().close()
  }
  return page(width, { ...options, session: sessions.get(login) })
}

// WCAG 2.0 to 2.2, A and AA; says what is wrong where. Of a page in other colours only its colours are asked again.
export async function axe(page, what = page.url(), { colours = false } = {}) {
  const builder = new AxeBuilder({ page })
  if (colours) builder.withRules(['color-contrast', 'link-in-text-block'])
  else builder.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'])
  const { violations } = await builder.analyze()
  const said = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(node => `    ${node.target.join(' ')}\n    ${node.html}\n    ${node.failureSummary}`).join('\n')}`,
  )
  assert.ok(said.length === 0, `${what}\n  ${said.join('\n  ')}`)
}

// Nothing sticks out to the right.
export async function fits(page, what = page.url()) {
  const { wide, window, culprits } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    window: innerWidth,
    culprits: [...document.querySelectorAll('main *')]
      .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 5)
      .map(one => one.outerHTML.slice(0, 120)),
  }))
  assert.ok(wide <= window, `${what} is ${wide} wide in a window of ${window}\n${culprits.join('\n')}`)
}

// A real one-page PDF with a line of text.
export function pdf(text) {
  const stream = `BT /F1 24 Tf 72 720 Td (${text}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let file = '%PDF-1.4\n'
  const starts = objects.map((object, n) => {
    const start = file.length
    file += `${n + 1} 0 obj\n${object}\nendobj\n`
    return String(start).padStart(10, '0')
  })
  const table = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.map(start => `${start} 00000 n \n`).join('')}`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

// A real JPEG: a picture of the page as it stands.
export const picture = page => page.screenshot({ type: 'jpeg', quality: 60 })
