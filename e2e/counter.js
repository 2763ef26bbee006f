import assert from 'node:assert/strict'

// What the one-stop clerk does for somebody at the counter: papers to be certified, up to the last look.
export async function takeIn(page, name) {
  const onward = () => page.getByRole('button', { name: 'Lưu và làm tiếp' }).click()
  await page.goto('/tiep-nhan')
  await page.getByRole('searchbox').fill('sao y')
  await page.getByRole('searchbox').press('Enter')
  await page.getByRole('link', { name: /^Chứng thực bản sao từ bản chính/ }).first().click()
  await page.getByRole('radio', { name: 'Người nộp mang đến quầy' }).check()
  await page.getByRole('button', { name: 'Bắt đầu nhận' }).click()

  await page.waitForURL(/nguoi-nop/)
  await page.getByRole('radio', { name: 'Cá nhân' }).first().check()
  await page.getByLabel(/^Họ và tên, hoặc tên tổ chức/).fill(name)
  await page.getByLabel(/^Số điện thoại/).fill('0912 345 678')
  await page.getByLabel(/^Địa chỉ/).fill('Khu phố Phú Thanh, phường Tân Phú')
  await onward()

  await page.waitForURL(/to-khai-1/)
  await page.getByLabel('Chứng thực bản sao', { exact: true }).check()
  const row = page.getByRole('group', { name: 'Dòng 1' })
  await row.getByLabel(/^Cơ quan cấp/).fill('Sở Giáo dục và Đào tạo tỉnh Bình Phước')
  await row.getByLabel('Không', { exact: true }).check()
  await row.getByLabel(/^Số trang/).fill('2')
  await row.getByLabel(/^Số bản cần/).fill('3')
  await page.getByRole('group', { name: /^Đã xem bản chính/ }).getByLabel('Có', { exact: true }).check()
  // This answer decides what else is asked: the form is drawn again. Over a slow line somebody goes on typing meanwhile.
  const kind = 'Bằng tốt nghiệp trung học phổ thông'
  await page.route('**/luu', async route => {
    await new Promise(later => setTimeout(later, 500))
    // The page may have gone on to the next step by then.
    await route.continue().catch(() => {})
  })
  const drawn = page.waitForResponse(answer => answer.url().endsWith('/luu') && answer.request().headers()['hx-target'] !== undefined)
  await page.getByRole('group', { name: /^Trả trong ngày/ }).getByLabel('Có', { exact: true }).check()
  await row.getByLabel(/^Loại giấy tờ/).fill(kind)
  await drawn
  await page.waitForTimeout(300)
  assert.equal(await row.getByLabel(/^Loại giấy tờ/).inputValue(), kind, 'what was typed meanwhile stays')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.getByLabel(/^Tôi cam đoan/).check()
  await onward()

  await page.waitForURL(/giay-to/)
  await page.getByRole('checkbox', { name: 'Đã nhận bản giấy' }).first().check()
  await onward()
  await page.waitForURL(/xem-lai/)
}
