// Two windows, two clicks: nothing happens twice, and whoever comes second is told.
import assert from 'node:assert/strict'
import test from 'node:test'
import { as, axe } from '../browser.js'
import { takeIn } from '../counter.js'

const accept = page => page.getByRole('main').getByRole('button', { name: 'Tiếp nhận', exact: true })
const accepted = page => page.getByText('Đã tiếp nhận, bắt đầu tính thời hạn', { exact: true }).count()

// The address of a dossier that was taken in at the counter and waits to be accepted.
async function waiting(name) {
  const page = await as('motcua')
  await takeIn(page, name)
  await page.getByRole('button', { name: 'Chỉ nhận, tiếp nhận sau' }).click()
  const address = await page.getByRole('link', { name: 'Mở hồ sơ' }).getAttribute('href')
  await page.context().close()
  return address
}

test('two windows open one dossier: the second to accept it is told what happened meanwhile', async () => {
  const first = await as('motcua')
  const second = await as('motcua')
  const address = await waiting('Thị Ngọc Mai')
  await first.goto(address)
  await second.goto(address)
  await accept(first).click()
  await first.getByText(/Đã tiếp nhận hồ sơ .* hẹn trả kết quả ngày/).waitFor()

  const [answer] = await Promise.all([
    second.waitForResponse(answer => answer.request().method() === 'POST'),
    accept(second).click(),
  ])
  assert.equal(answer.status(), 409)
  await second.getByText('Chưa thực hiện được: tiếp nhận').waitFor()
  const said = await second.getByRole('main').innerText()
  assert.match(said, /Trong lúc bạn mở trang, .* đã cập nhật hồ sơ lúc/)
  assert.match(said, /Hồ sơ hiện ở trạng thái Đang xử lý/)
  assert.match(said, /Việc này không còn làm được ở bước hiện tại/)
  assert.equal(await accepted(second), 1, 'it was accepted once')
  await axe(second)
  await first.context().close()
  await second.context().close()
})

for (const js of [true, false]) {
  test(`a double click accepts once, scripts ${js ? 'on' : 'off'}`, async () => {
    const page = await as('motcua', 1180, { js })
    await page.goto(await waiting(js ? 'Lâm Văn Đức' : 'Hoàng Thị Sen'))
    await accept(page).dblclick()
    await page.getByText(/Đã tiếp nhận hồ sơ .* hẹn trả kết quả ngày/).waitFor()
    assert.equal(await accepted(page), 1)
    await page.reload()
    assert.equal(await accepted(page), 1)
    await page.context().close()
  })
}
