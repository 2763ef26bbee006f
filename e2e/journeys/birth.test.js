// One birth certificate, from a phone at home to the hand that takes it.
import assert from 'node:assert/strict'
import test from 'node:test'
import { arrived, as, axe, fits, page as open, pdf, picture, signIn } from '../browser.js'

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
  for (const said of [child, 'Lê Thị Hồng Nhung', 'Trần Quốc Bảo', 'giay-chung-sinh.pdf', 'mat-sau.jpg', agency]) {
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

test('a text message with the code arrives, and the link in it leads to her choices without an account', async () => {
  const message = await arrived(code)
  assert.match(message.text, /^Da nhan ho so H10/)
  assert.match(message.to, /^84\d{9}$/)
  const page = await open(390)
  await page.goto(new URL(message.text.match(/https?:\S+\/nt\/\S+/)[0]).pathname)
  assert.equal(await heading(page), 'Nhận thông báo')
  const said = await page.getByRole('main').innerText()
  assert.ok(!said.includes(message.to.slice(2)), 'the number is partly hidden')
  await fits(page)
  await axe(page)
  await page.getByLabel(/^Ưu tiên 1/).selectOption({ value: 'sms' })
  await page.getByLabel(/^Ưu tiên 2/).selectOption({ value: 'mail' })
  await page.getByLabel(/^Ưu tiên 3/).selectOption({ value: '' })
  await page.getByRole('button', { name: 'Lưu lựa chọn' }).click()
  await page.getByText('Đã lưu lựa chọn của bạn.').waitFor()
  await page.context().close()
  const own = await as('nguoidan', 390)
  await own.goto(address)
  await own.getByText(/(Đã gửi|Đã đến nơi) Tin nhắn SMS 0\d\d•••\d{3}/).first().waitFor()
  await own.context().close()
})

// What tracking says to anybody, signed out.
async function track() {
  const page = await open(390)
  await page.goto('/tra-cuu')
  await page.getByLabel('Mã hồ sơ').fill(` ${code.toLowerCase()} `)
  await page.getByRole('main').getByRole('button', { name: 'Tìm' }).click()
  await page.getByText(code).first().waitFor()
  const said = await page.getByRole('main').innerText()
  for (const name of [child, 'Bảo An', 'Bùi Hoàng Thắng', 'Lê Thị Hồng Nhung', 'Trần Quốc Bảo', '070']) {
    assert.ok(!said.includes(name), `tracking does not say ${name}`)
  }
  return { page, said }
}

test('anybody with the code sees where it is, and no name', async () => {
  const { page, said } = await track()
  assert.match(said, /Chờ tiếp nhận/)
  assert.match(said, /Chưa có ngày hẹn: hồ sơ đang chờ tiếp nhận/)
  assert.match(said, /Bộ phận Một cửa, Ủy ban nhân dân phường Tân Phú/)
  await fits(page)
  await axe(page)
  await page.context().close()
})

// Finds the dossier as an officer does, and makes one move on it.
async function desk(login, does) {
  const page = await as(login)
  await page.goto('/cong-viec')
  await page.getByRole('searchbox').fill(code)
  await page.getByRole('searchbox').press('Enter')
  await page.waitForURL(/xu-ly/)
  const button = name => page.getByRole('main').getByRole('button', { name, exact: true })
  await does(page, button)
  const said = await page.getByRole('main').innerText()
  await page.context().close()
  return said
}

test('the one-stop clerk reads what was filed and accepts it', async () => {
  const said = await desk('motcua', async (page, button) => {
    await page.getByText(child).first().waitFor()
    await page.getByRole('link', { name: /giay-chung-sinh\.pdf/ }).first().waitFor()
    await button('Tiếp nhận').click()
    await page.getByText(`Đã tiếp nhận hồ sơ ${code}, hẹn trả kết quả ngày`).waitFor()
  })
  assert.match(said, /Đang xử lý/)
})

test('now tracking shows the promise, and it explains itself', async () => {
  const { page } = await track()
  const promise = page.getByRole('group', { name: 'Hẹn trả kết quả' })
  assert.match(await promise.getByRole('time').innerText(), /\d{2}\/\d{2}\/\d{4}/)
  await promise.getByText('Vì sao là ngày này?').click()
  const reasons = await promise.getByRole('listitem').allInnerTexts()
  assert.ok(reasons.length > 0 && reasons.every(reason => reason.trim()), 'there are reasons')
  await fits(page)
  await page.context().close()
})

test('the officer submits it, the leader signs, the registry issues, the clerk hands it over', async () => {
  assert.match(
    await desk('chuyenvien', async (page, button) => {
      await page.getByRole('radio', { name: 'Đồng ý cấp' }).check()
      await page.getByLabel(/^Ý kiến thẩm định/).fill('Đủ điều kiện đăng ký khai sinh đúng hạn.')
      await button('Trình ký').click()
      await page.getByText('Đã thực hiện: trình ký').waitFor()
    }),
    /Chờ lãnh đạo ký/,
  )
  assert.match(
    await desk('lanhdao', async (page, button) => {
      await page.getByText('Đủ điều kiện đăng ký khai sinh đúng hạn.').first().waitFor()
      await button('Ký duyệt').click()
      await page.getByText('Đã thực hiện: ký duyệt').waitFor()
    }),
    /Đã ký, chờ phát hành/,
  )
  assert.match(
    await desk('vanthu', async (page, button) => {
      await page.getByLabel(/^Số, ký hiệu văn bản kết quả/).fill('15/2024/KS')
      await page
        .getByLabel(/^Bản điện tử hoặc bản quét kết quả/)
        .setInputFiles({ name: 'giay-khai-sinh.pdf', mimeType: 'application/pdf', buffer: pdf('Giay khai sinh so 15/2024') })
      await button('Phát hành kết quả').click()
      await page.getByText('Đã thực hiện: phát hành kết quả').waitFor()
    }),
    /Đã có kết quả/,
  )
  assert.match(
    await desk('motcua', async (page, button) => {
      await button('Trả kết quả').click()
      await page.getByText('Đã thực hiện: trả kết quả').waitFor()
    }),
    /Đã trả kết quả/,
  )
})

test('the person sees the result and every move that led to it', async () => {
  const page = await as('nguoidan', 390)
  await page.goto('/ho-so-cua-toi')
  await page.locator(`a[href="${new URL(address).pathname}"]`).first().click()
  await page.waitForURL(address)
  const moves = await page.getByRole('list', { name: 'Diễn biến của hồ sơ' }).getByRole('listitem').allInnerTexts()
  const order = ['Đã nộp hồ sơ trực tuyến', 'Đã tiếp nhận', 'trình lãnh đạo ký', 'Lãnh đạo đã ký', 'Đã có kết quả', 'Đã trả kết quả']
  const places = order.map(what => moves.findIndex(move => move.includes(what)))
  assert.ok(places.every((place, n) => place >= 0 && (n === 0 || place > places[n - 1])), moves.join(' | '))
  const result = page.getByRole('link', { name: /Tải kết quả/ }).first()
  const file = await page.request.get(await result.getAttribute('href'))
  assert.equal(file.status(), 200)
  assert.match((await file.body()).toString('latin1'), /^%PDF-.*Giay khai sinh/s, 'the result can be opened')
  await fits(page)
  await axe(page)
  await page.context().close()
})
