// Every main page, for everybody: readable by machines in light and dark, and whole on the narrowest phone.
import assert from 'node:assert/strict'
import test from 'node:test'
import { as, axe, fits, page as open } from '../browser.js'

const first = (list, link) => async page => {
  await page.goto(list)
  const href = await page.getByRole('main').locator(`a[href^="${link}"]`).first().getAttribute('href')
  return href.split('#')[0]
}

const people = {
  'somebody signed out': [
    null,
    '/', '/thu-tuc?q=khai+sinh', '/thu-tuc/1.001193', '/tra-cuu', '/tra-cuu/H10.99-240101-9999', '/so-lieu', '/dang-nhap', '/dang-ky', '/dang-nhap/buoc-hai', '/khong-co',
  ],
  'a citizen': [
    'nguoidan',
    '/ho-so-cua-toi', first('/ho-so-cua-toi', '/ho-so-cua-toi/'), '/nop-ho-so/1.001193', '/tai-khoan', '/tai-khoan/thong-tin', '/tai-khoan/nhan-thong-bao', '/tai-khoan/bao-mat',
  ],
  'the one-stop clerk': [
    'motcua',
    '/cong-viec?viec=tiep-nhan', '/cong-viec?viec=tra-ket-qua', first('/cong-viec?viec=tiep-nhan', '/xu-ly/'), '/tiep-nhan', '/tiep-nhan?thu_tuc=2.000815', async page => (await first('/cong-viec?viec=tiep-nhan', '/xu-ly/')(page)).replace('/xu-ly/', '/tra-cuu-dan-cu/'), '/tim-ho-so?q=khai',
  ],
  'the officer': ['chuyenvien', '/cong-viec', first('/cong-viec', '/xu-ly/')],
  'the leader': [
    'lanhdao',
    '/cong-viec', first('/cong-viec?cua=tat-ca', '/xu-ly/'), '/khoi-luong', '/dieu-hanh', first('/dieu-hanh', '/ho-so?'), '/tra-cuu-dan-cu',
  ],
  'the controller': [
    'kiemsoat',
    '/quan-tri/thu-tuc', '/quan-tri/thu-tuc/1.001193', '/quan-tri/thu-tuc/moi', '/dieu-hanh/thu-tuc',
  ],
  'the provincial leader': ['lanhdaotinh', '/dieu-hanh', first('/dieu-hanh', '/dieu-hanh/don-vi/'), '/dieu-hanh/thu-tuc'],
  'the administrator': [
    'quantri',
    '/quan-tri/don-vi', first('/quan-tri/don-vi', '/quan-tri/don-vi/'), '/quan-tri/don-vi/moi', '/quan-tri/can-bo', '/quan-tri/can-bo/moi',
    '/quan-tri/dia-ban', '/quan-tri/nguoi-dan', '/quan-tri/bao-mat', '/quan-tri/cong-viec-nen',
    '/quan-tri/thong-bao', '/quan-tri/thong-bao/mau/dossier.accepted/sms/vi', '/quan-tri/thong-bao/mau/dossier.due_head/mail/vi', '/quan-tri/thong-bao/mau/dossier.filed/zalo/en',
    '/quan-tri/thong-bao/chua-gui-duoc', '/quan-tri/thong-bao/cai-dat', '/quan-tri/nhac-han',
  ],
}

for (const [who, [login, ...addresses]] of Object.entries(people)) {
  test(`every page of ${who} is accessible, light and dark, and fits 320 pixels`, async () => {
    const page = login ? await as(login) : await open()
    const wrong = []
    const check = async (what, how) => {
      await how().catch(error => wrong.push(error instanceof assert.AssertionError ? error.message : `${what}: ${error.stack}`))
    }
    for (const one of addresses) {
      const address = typeof one === 'string' ? one : await one(page).catch(error => void wrong.push(`${one}: ${error.message}`))
      if (!address) continue
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize({ width: 320, height: 700 })
      const answer = await page.goto(address)
      const expected = /khong-co|9999/.test(address) ? 404 : address.endsWith('/buoc-hai') ? 422 : 200
      if (answer.status() !== expected) wrong.push(`${address} answers ${answer.status()}`)
      await check(address, () => fits(page, `${who}: ${address}`))
      await page.setViewportSize({ width: 1180, height: 900 })
      await check(address, () => axe(page, `${who}: ${address}, light`))
      await page.emulateMedia({ colorScheme: 'dark' })
      await check(address, () => axe(page, `${who}: ${address}, dark`, { colours: true }))
    }
    await page.context().close()
    assert.equal(wrong.length, 0, `\n${wrong.join('\n')}`)
  })
}
