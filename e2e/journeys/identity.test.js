// Who somebody is: the trial e-identity, codes of an authenticator, a passkey in Chromium's virtual authenticator.
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import test from 'node:test'
import { axe, base, page as open, signIn } from '../browser.js'

// Passkeys need a name; the address of a demonstration is a number.
const named = base.replace('127.0.0.1', 'localhost')

// What an authenticator shows for the letters of a secret (RFC 6238).
function code(letters, now = Date.now()) {
  const bits = [...letters.replace(/\s/g, '')].map(l => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(l).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30000)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = mac[mac.length - 1] & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

test('a person signs in by the trial e-identity, and a form begins with what is known of her', async () => {
  const page = await open(390)
  await page.goto('/nop-ho-so/1.001193')
  await page.getByText('định danh thử nghiệm').waitFor()
  await axe(page, 'signing in')
  await page.getByRole('link', { name: /^Đăng nhập bằng/ }).click()
  await page.getByRole('heading', { name: 'Định danh điện tử thử nghiệm' }).waitFor()
  await page.getByRole('radio', { name: /Trần Thị Mai/ }).check()
  await page.getByRole('radio', { name: 'Mức độ 2' }).check()
  await page.getByRole('button', { name: 'Đồng ý đăng nhập' }).click()
  await page.waitForURL(/nop-ho-so/)
  await page.getByText('Tài khoản của bạn đã được mở.').waitFor()
  await page.getByText('Thành phố Đồng Xoài').click()
  await page.getByRole('radio', { name: /phường Tân Phú/i }).check()
  await page.getByRole('radio', { name: 'Cá nhân' }).check()
  assert.ok(await page.getByRole('checkbox', { name: /Lấy sẵn thông tin của tôi/ }).isChecked())
  await page.getByRole('button', { name: 'Bắt đầu làm hồ sơ' }).click()
  await page.waitForURL(/to-khai-1/)
  assert.equal(await page.getByLabel(/^Họ, chữ đệm, tên của bạn/).inputValue(), 'Trần Thị Mai')
  await page.getByText(/Lấy từ cơ sở dữ liệu quốc gia về dân cư lúc/).first().waitFor()
  await axe(page, 'a form filled in')
  const home = page.getByRole('group', { name: /Nơi cư trú của bạn/ }).getByLabel(/Số nhà/)
  assert.equal(await home.inputValue(), '12 Hùng Vương')
  await home.fill('14 Hùng Vương')
  await page.goto('/tai-khoan')
  await page.getByText('Định danh điện tử mức độ 2').first().waitFor()
  await page.context().close()
})

test('a provider that lies signs nobody in, and says why', async () => {
  const page = await open(1180)
  for (const [fault, words] of [['sai chữ ký / wrong signature', /không xác minh được/], ['ngừng hoạt động / down', /không trả lời/]]) {
    await page.goto('/dang-nhap')
    await page.getByRole('link', { name: /^Đăng nhập bằng/ }).click()
    await page.getByRole('combobox').selectOption({ label: fault })
    await page.getByRole('button', { name: 'Đồng ý đăng nhập' }).click()
    await page.getByText(words).waitFor()
    await axe(page, fault)
  }
  await page.goto('/tai-khoan')
  assert.match(page.url(), /dang-nhap/)
  await page.context().close()
})

test('an officer sets an authenticator up and signs in with its code, without scripts', async () => {
  const page = await open(390, { js: false })
  await signIn(page, 'lanhdaotinh')
  await page.goto('/tai-khoan/bao-mat')
  await page.getByRole('button', { name: 'Bật ứng dụng xác thực' }).click()
  await page.getByRole('img', { name: 'Mã QR cho ứng dụng xác thực' }).waitFor()
  const letters = await page.locator('main code').first().textContent()
  await page.getByLabel(/^Mã xác thực/).fill(code(letters))
  await page.getByRole('button', { name: 'Xác nhận và bật' }).click()
  const recovery = await page.locator('.codes code').allTextContents()
  assert.equal(recovery.length, 10)

  const again = await open(390, { js: false })
  await signIn(again, 'lanhdaotinh')
  await again.waitForURL(/buoc-hai/)
  await again.getByLabel(/^Mã xác thực/).fill('000000')
  await again.getByRole('button', { name: 'Tiếp tục' }).click()
  await again.getByRole('alert').first().waitFor()
  // The code that confirmed was used; the next one, which a clock half a minute ahead shows, is taken.
  await again.getByLabel(/^Mã xác thực/).fill(code(letters, Date.now() + 30000))
  await again.getByRole('button', { name: 'Tiếp tục' }).click()
  await again.waitForURL(url => !url.pathname.startsWith('/dang-nhap'))
  await again.goto('/tai-khoan/bao-mat')
  await again.getByText('Tắt ứng dụng xác thực').click()
  await again.getByLabel(/^Mã xác thực/).fill(recovery[0])
  await again.getByRole('button', { name: 'Tắt', exact: true }).click()
  await again.getByText('Đã tắt ứng dụng xác thực.').waitFor()
  await page.context().close()
  await again.context().close()
})

test('a passkey is added, opens the account without a name or password, and is a second step', async () => {
  const page = await open(1180)
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const signOut = async () => {
    await page.context().clearCookies()
    await page.goto(`${named}/dang-nhap`)
  }
  await page.goto(`${named}/dang-nhap`)
  await signIn(page, 'lanhdaotinh')
  await page.goto(`${named}/tai-khoan/bao-mat`)
  await page.getByLabel(/^Đặt tên cho khóa/).fill('Máy ở cơ quan')
  await page.getByRole('button', { name: 'Thêm khóa truy cập' }).click()
  await page.getByText('Đã thêm khóa truy cập.').waitFor()
  await page.getByRole('cell', { name: 'Máy ở cơ quan' }).or(page.getByText('Máy ở cơ quan')).first().waitFor()
  await axe(page, 'security')
  const { credentials } = await device.send('WebAuthn.getCredentials', { authenticatorId })
  assert.equal(credentials.length, 1)

  await signOut()
  await page.getByRole('button', { name: 'Dùng khóa truy cập' }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/dang-nhap'))
  await page.goto(`${named}/tai-khoan`)
  await page.getByText('Khóa truy cập').first().waitFor()

  // Somebody who has the password and not the device gets no further.
  await signOut()
  await signIn(page, 'lanhdaotinh')
  await page.waitForURL(/buoc-hai/)
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await page.getByRole('button', { name: 'Dùng khóa truy cập' }).click()
  await page.getByText(/Thiết bị chưa xác nhận|Chưa xác nhận được khóa/).waitFor()
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
  await page.goto(`${named}/dang-nhap/buoc-hai`)
  await axe(page, 'the second step')
  await page.getByRole('button', { name: 'Dùng khóa truy cập' }).click()
  await page.waitForURL(url => !url.pathname.startsWith('/dang-nhap'))

  await page.goto(`${named}/tai-khoan/bao-mat`)
  await page.getByRole('button', { name: /^Gỡ/ }).first().click()
  await page.getByText('Đã gỡ khóa truy cập.').waitFor()
  await page.context().close()
})
