import { expect, test } from 'vitest'
import type { Schema } from '../../contracts/openapi/types.ts'
import { gitlab } from '../../mocks/gitlab/system.ts'
import { describeEachWay } from '../ways.ts'
import { expectNoFindings } from './desk.ts'

describeEachWay('Countries', (open) => {
  test('are listed by name with code, flag and dial code', async () => {
    const { send, world } = await open({ systems: [gitlab] })
    const response = await send('gitlab', '/-/countries')
    expect(response.status).toBe(200)
    const countries = (await response.json()) as Schema<'GitlabCountries'>
    expect(countries).toContainEqual(['Canada', 'CA', '🇨🇦', '1'])
    expect(countries).toContainEqual(['Netherlands', 'NL', '🇳🇱', '31'])
    const names = countries.map(([name]) => name as string)
    expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other, 'en')))
    await expectNoFindings(world)
  })

  test('leave out embargoed ones and the market of JiHu, and name three in their own way', async () => {
    const { send } = await open({ systems: [gitlab] })
    const countries = new Map(((await (await send('gitlab', '/-/countries')).json()) as string[][]).map(([name, code]) => [code, name]))
    for (const code of ['BY', 'CU', 'IR', 'KP', 'RU', 'SD', 'SY', 'CN', 'HK', 'MO']) expect(countries.has(code)).toBe(false)
    expect(countries.get('XK')).toBe('Kosovo')
    expect(countries.get('TW')).toBe('Taiwan')
    expect(countries.get('UA')).toBe('Ukraine (except the Crimea, Donetsk, and Luhansk regions)')
  })

  test('have states', async () => {
    const { send, world } = await open({ systems: [gitlab] })
    const response = await send('gitlab', '/-/country_states?country=US')
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ California: 'CA', 'New York': 'NY' })
    await expectNoFindings(world)
  })

  test('that are unknown or left out have none', async () => {
    const { send } = await open({ systems: [gitlab] })
    for (const query of ['?country=ZZ', '?country=RU', '?country=', '', '?country=us', '?country=__proto__']) {
      const response = await send('gitlab', `/-/country_states${query}`)
      expect(response.status).toBe(404)
      expect(await response.text()).toBe('null')
    }
  })
})
