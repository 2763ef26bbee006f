// Somebody without an account comes to the counter with a paper in the hand.
import assert from 'node:assert/strict'
import test from 'node:test'
import { as, axe, fits, page as open } from '../browser.js'
import { takeIn } from '../counter.js'

test('the counter files for a person without an account, accepts at once, and prints code and date', async () => {
  const page = await as('motcua')
  await takeIn(page, 'Điểu Thị Lành')
  assert.match(await page.getByRole('main').innerText(), /Điểu Thị Lành/)
  await axe(page)
  await page.getByRole('button', { name: 'Nhận và tiếp nhận ngay' }).click()

  await page.waitForURL(/bien-nhan/)
  const receipt = await page.getByRole('main').innerText()
  assert.match(receipt, /Giấy tiếp nhận hồ sơ và hẹn trả kết quả/)
  const [code] = receipt.match(/H10\.[\d.]+-\d{6}-\d{4}/) ?? []
  assert.ok(code, 'the receipt shows the code')
  const promise = page.getByRole('group', { name: 'Hẹn trả kết quả' })
  assert.match(await promise.getByRole('time').innerText(), /\d{2}\/\d{2}\/\d{4}/, 'and the date')
  assert.ok(await promise.getByRole('listitem').count(), 'and why it is that date')
  await axe(page)
  await page.context().close()

  const anybody = await open(320)
  await anybody.goto(`/tra-cuu/${code}`)
  const said = await anybody.getByRole('main').innerText()
  assert.match(said, /Hẹn trả kết quả/)
  assert.ok(!said.includes('Lành'), 'tracking says no name')
  await fits(anybody)
  await anybody.context().close()
})
