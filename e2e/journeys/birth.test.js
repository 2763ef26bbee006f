// One birth certificate, from a phone at home to the hand that takes it.
import assert from 'node:assert/strict'
import test from 'node:test'
import { as, axe, fits, page as open, pdf, picture, signIn } from '../browser.js'

const agency = 'Ủy ban nhân dân phường Tân Phú'
const child = 'Trần Ngọc Bảo An'
let code, address

const onward = page => page.getByRole('button', { name: 'Lưu và làm tiếp' }).click()
const heading = page => page.getByRole('heading', { level: 1 }).innerText()

// Fills the parts of one question by the labels people read.
const question = (page, name) => page.getByRole('group', { name })
async function date(within, day, month, year) {
  await within.getByLabel('Ngày', { exact: true }).fill(day)
  await within.getByLabel('Tháng', { exact: true }).fill(month)
  await within.getByLabel('Năm', { exact: true }).fill(year)
}
async function identity(page, name, number) {
  const group = question(page, name)
  await group.getByLabel('Loại giấy tờ').selectOption({ label: 'Thẻ căn cước, căn cước công dân' })
  await group.getByLabel('Số', { exact: true }).fill(number)
}
async function lives(page, name, street) {
  const group = question(page, name)
  await group.getByLabel('Nơi thường trú').check()
  await group.getByLabel(/^Xã, phường, thị trấn trong tỉnh/).selectOption({ label: 'Phường Tân Phú' })
  await group.getByLabel(/^Số nhà/).fill(street)
}
const yes = (page, name) => question(page, name).getByLabel('Có', { exact: true }).check()
const no = (page, name) => question(page, name).getByLabel('Không', { exact: true }).check()

test('a person finds the birth certificate by words typed without marks, on a phone', async () => {
  const page = await open(390)
  await page.goto('/')
  await page.getByRole('searchbox').fill('khai sinh')
  await page.getByRole('searchbox').press('Enter')
  await page.getByRole('link', { name: 'Làm giấy khai sinh cho con' }).click()
  assert.equal(await heading(page), 'Làm giấy khai sinh cho con')
  await page.getByRole('main').getByRole('link', { name: /Nộp/ }).first().click()
  await page.waitForURL(/dang-nhap/)
  await signIn(page, 'nguoidan')
  assert.match(page.url(), /\/nop-ho-so\/1\.001193/, 'signing in leads on to what was begun')
  await page.context().close()
})

test('files it online through every step, and gets a code', async () => {
  const page = await as('nguoidan', 390)
  await page.goto('/nop-ho-so/1.001193')
  await page.getByText('Thành phố Đồng Xoài').click()
  await page.getByRole('radio', { name: /phường Tân Phú/i }).check()
  await page.getByRole('radio', { name: 'Cá nhân' }).check()
  await page.getByRole('button', { name: 'Bắt đầu làm hồ sơ' }).click()

  await page.waitForURL(/to-khai-1/)
  assert.notEqual(await page.getByLabel(/^Họ, chữ đệm, tên của bạn/).inputValue(), '', 'what is known is filled in')
  await identity(page, 'Giấy tờ tuỳ thân của bạn', '070192004321')
  await lives(page, 'Nơi cư trú của bạn', 'Số 12 đường Phú Riềng Đỏ')
  await page.getByLabel(/^Bạn là gì của người được khai sinh/).fill('Cha')
  await fits(page)
  await onward(page)

  await page.waitForURL(/to-khai-2/)
  await page.getByLabel(/^Họ, chữ đệm, tên trẻ/).fill(child)
  await date(question(page, /sinh của trẻ/), '15', '01', '2024')
  await page.getByLabel('Nữ', { exact: true }).check()
  await page.getByLabel(/^Dân tộc/).selectOption({ label: 'Kinh' })
  const born = question(page, 'Nơi sinh')
  await born.getByLabel(/^Cơ sở y tế/).fill('Bệnh viện đa khoa tỉnh Bình Phước')
  await born.getByLabel(/^Xã, phường, thị trấn trong tỉnh/).selectOption({ label: 'Phường Tiến Thành' })
  await question(page, 'Quê quán').getByLabel(/^Xã, phường, thị trấn trong tỉnh/).selectOption({ label: 'Phường Tân Phú' })
  await onward(page)

  for (const [step, who, name, year, number] of [
    [3, 'người mẹ', 'Lê Thị Hồng Nhung', '1995', '070195001234'],
    [4, 'người cha', 'Trần Quốc Bảo', '1992', '070092004321'],
  ]) {
    await page.waitForURL(new RegExp(`to-khai-${step}`))
    await yes(page, step === 3 ? /Xác định được người mẹ/ : /Có ghi thông tin người cha/)
    await page.getByLabel(`Họ, chữ đệm, tên ${who}`).fill(name)
    await date(question(page, `Ngày, tháng, năm sinh ${who}`), '', '', year)
    await identity(page, `Giấy tờ tuỳ thân ${who}`, number)
    await page.getByLabel(`Dân tộc ${who}`).selectOption({ label: 'Kinh' })
    await page.getByLabel(`Quốc tịch ${who}`).selectOption({ label: 'Việt Nam' })
    await lives(page, `Nơi cư trú ${who}`, 'Số 12 đường Phú Riềng Đỏ')
    await onward(page)
  }

  await page.waitForURL(/to-khai-5/)
  await yes(page, /đăng ký kết hôn chưa/)
  await question(page, /^Giấy chứng nhận kết hôn/).getByLabel('Tên giấy tờ').fill('Giấy chứng nhận kết hôn')
  await yes(page, /Có xin cấp bản sao/)
  await page.getByLabel(/^Số lượng bản sao/).fill('2')
  await page.getByLabel(/^Tôi cam đoan/).check()
  await onward(page)

  await page.waitForURL(/giay-to/)
  await onward(page)
  await page.getByRole('alert').getByText(/Giấy chứng sinh/).first().waitFor()
  await page.getByLabel('Giấy chứng sinh', { exact: true }).setInputFiles([
    { name: 'giay-chung-sinh.pdf', mimeType: 'application/pdf', buffer: pdf('Giay chung sinh so 15/2024') },
    { name: 'mat-sau.jpg', mimeType: 'image/jpeg', buffer: await picture(page) },
  ])
  await onward(page)

  await page.waitForURL(/xem-lai/)
  const review = await page.getByRole('main').innerText()
  console.log(review)
  for (const said of [child, '15/01/2024', 'Lê Thị Hồng Nhung', 'Trần Quốc Bảo', 'giay-chung-sinh.pdf', 'mat-sau.jpg', agency]) {
    assert.ok(review.includes(said), `the last look says ${said}`)
  }
  await fits(page)
  await axe(page)
  await page.getByRole('button', { name: 'Nộp hồ sơ' }).click()

  await page.waitForURL(/da-nop/)
  code = (await page.getByRole('main').innerText()).match(/H10\.[\d.]+-\d{6}-\d{4}/)?.[0]
  assert.ok(code, 'there is a code')
  address = page.url().replace('/da-nop', '')
  await page.context().close()
})
