import type { Generation } from './fields.ts'
import { type CtaTracking, filled } from './tracking.ts'

/** How the button is set up. */
export interface Setup {
  small: boolean
  buttonText: string
  buttonAttributes: Record<string, string>
  ctaTracking: CtaTracking
  glmContent: string
  productInteraction: string
}

const source = 'ee/hand_raise_leads/hand_raise_lead/components/hand_raise_lead_button.vue'
const quoted = (value: string) => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
const attribute = (value: string) => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
const key = (name: string) => (/^[a-z]+$/i.test(name) ? name : quoted(name))
const object = (values: object, indent: string): string =>
  Object.entries(values)
    .map(([name, value]) => `\n${indent}  ${key(name)}: ${quoted(String(value))},`)
    .join('')

/** How the guide embeds the button in a Vue component: by `provide` until 2023, by props today. */
export const vueSnippet = (generation: Generation, setup: Setup): string =>
  generation === 'today' ? withProps(setup) : withProvide(generation, setup)

/** In HAML, today; the names of the data attributes are assumed from those of the props. */
export function hamlSnippet({ buttonText, buttonAttributes, ctaTracking, glmContent, productInteraction }: Setup): string {
  const data = [
    `glm_content: ${quoted(glmContent)}`,
    `product_interaction: ${quoted(productInteraction)}`,
    `button_text: ${quoted(buttonText)}`,
    `button_attributes: {${object(buttonAttributes, '  ')}\n  }.to_json`,
    `cta_tracking: {${object(filled(ctaTracking), '  ')}\n  }.to_json`,
  ]
  return `.js-hand-raise-lead-trigger{ data: {\n  ${data.join(',\n  ')}\n} }`
}

function withProps({ buttonText, buttonAttributes, ctaTracking, glmContent, productInteraction }: Setup): string {
  return `<script>
import HandRaiseLeadButton from '${source}';

export default {
  buttonAttributes: {${object(buttonAttributes, '  ')}
  },
  ctaTracking: {${object(filled(ctaTracking), '  ')}
  },
  components: { HandRaiseLeadButton },
};
</${'script'}>

<template>
  <hand-raise-lead-button
    :button-attributes="$options.buttonAttributes"
    :cta-tracking="$options.ctaTracking"
    button-text="${attribute(buttonText)}"
    glm-content="${attribute(glmContent)}"
    product-interaction="${attribute(productInteraction)}"
  />
</template>`
}

function withProvide(generation: Generation, { small, ctaTracking, glmContent }: Setup): string {
  const tracking = generation === '2023' || Object.keys(filled(ctaTracking)).length > 0 || small
  const more = tracking ? `\n    small: ${small},\n    ctaTracking: {${object(filled(ctaTracking), '    ')}\n    },` : ''
  return `import HandRaiseLeadButton from '${source}';

export default {
  components: { HandRaiseLeadButton },
  provide: {${more}
    user: {
      namespaceId,
      userName,
      firstName,
      lastName,
      companyName,
      glmContent: ${quoted(glmContent)},
    },
  },
};`
}
