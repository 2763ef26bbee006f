// Without a mouse.
import assert from 'node:assert/strict'
import test from 'node:test'
import { page as open } from '../browser.js'

// Presses Tab until the focus is on what is meant; on the way it is always in sight.
async function tabTo(page, target, most = 60) {
  for (let n = 0; n < most; n++) {
    await page.keyboard.press('Tab')
    if (await target.evaluate(one => one === document.activeElement)) {
      const seen = await target.evaluate(one => {
        const style = getComputedStyle(one)
        return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || one.matches('input')
      })
      assert.ok(seen, 'the focus can be seen')
      return
    }
  }
  assert.fail(`Tab does not reach ${target}`)
}

test('with Tab and Enter alone a person signs in and finds a procedure', async () => {
  const page = await open()
  await page.goto('/')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Tới nội dung chính', 'the way past the menu comes first')

  const enter = page.getByRole('link', { name: 'Đăng nhập' })
  await tabTo(page, enter)
  await page.keyboard.press('Enter')
  await page.waitForURL(/dang-nhap/)
  await tabTo(page, page.getByLabel('Tên đăng nhập'))
  await page.keyboard.type('nguoidan')
  await tabTo(page, page.getByLabel('Mật khẩu'))
  await page.keyboard.type('tinhso-2024')
  await page.keyboard.press('Enter')
  await page.waitForURL(url => url.pathname !== '/dang-nhap')

  await page.goto('/')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await tabTo(page, page.getByRole('searchbox'), 3)
  await page.keyboard.type('khai sinh')
  await page.keyboard.press('Enter')
  await page.waitForURL(/thu-tuc\?/)
  await tabTo(page, page.getByRole('link', { name: 'Làm giấy khai sinh cho con' }))
  await page.keyboard.press('Enter')
  await page.waitForURL(/thu-tuc\/1\.001193/)
  assert.equal(await page.getByRole('heading', { level: 1 }).innerText(), 'Làm giấy khai sinh cho con')
  await page.context().close()
})
