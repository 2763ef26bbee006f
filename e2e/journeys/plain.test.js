// The same with scripts off: an old phone, a locked-down computer.
import assert from 'node:assert/strict'
import test from 'node:test'
import { page as open, signIn } from '../browser.js'

test('without scripts a person searches, signs in, files, is told what is wrong, and loses nothing typed', async () => {
  const page = await open(390, { js: false })
  await page.goto('/')
  await page.getByRole('searchbox').fill('khai sinh')
  await page.getByRole('main').getByRole('button', { name: 'Tìm' }).click()
  await page.getByRole('link', { name: 'Làm giấy khai sinh cho con' }).click()
  await page.getByRole('main').getByRole('link', { name: /^Nộp/ }).first().click()
  await signIn(page, 'nguoidan')
  await page.getByText('Thành phố Đồng Xoài').click()
  await page.getByRole('radio', { name: /phường Tân Phú/i }).check()
  await page.getByRole('radio', { name: 'Cá nhân' }).check()
  await page.getByRole('button', { name: 'Bắt đầu làm hồ sơ' }).click()
  await page.waitForURL(/to-khai-1/)

  // Not quite right: the kind of paper is missing, and who the person is to the child.
  const document = () => page.getByRole('group', { name: 'Giấy tờ tuỳ thân của bạn' })
  const name = 'Bùi Hoàng Thắng (viết tay)'
  await page.getByLabel(/^Họ, chữ đệm, tên của bạn/).fill(name)
  await document().getByLabel('Số', { exact: true }).fill('070192004321')
  await page.getByRole('button', { name: 'Lưu và làm tiếp' }).click()

  const summary = page.getByRole('alert')
  await summary.first().waitFor()
  assert.ok((await summary.first().getByRole('link').count()) > 0, 'the summary leads to what is wrong')
  assert.equal(await document().getByLabel('Số', { exact: true }).inputValue(), '070192004321')
  assert.equal(await page.getByLabel(/^Họ, chữ đệm, tên của bạn/).inputValue(), name)

  // Leaving and coming back keeps it too.
  await page.goto('/ho-so-cua-toi')
  await page.getByRole('link', { name: /khai sinh/ }).first().click()
  await page.waitForURL(/to-khai-1/)
  assert.equal(await document().getByLabel('Số', { exact: true }).inputValue(), '070192004321')
  await page.context().close()
})
