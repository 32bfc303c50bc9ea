import { describe, expectTypeOf, test } from 'vitest'
import type { Answer, Body, Input, OperationId, OperationsOf, Reply, Rows, Schema, SystemName } from '../../contracts/openapi/types.ts'
import type { Answered, Question } from '../../mocks/core/system/question.ts'
import type { Handlers } from '../../mocks/core/system/system.ts'
import type { tables } from '../../mocks/workato/tables.ts'

/** Checked by `tsc -p .`, not by running. */
describe('the types of the document', () => {
  test('name its operations and its systems', () => {
    expectTypeOf<'workato.createLead'>().toExtend<OperationId>()
    expectTypeOf<'workato.misspelt'>().not.toExtend<OperationId>()
    expectTypeOf<SystemName>().toEqualTypeOf<'gitlab' | 'customersdot' | 'platypus' | 'workato' | 'marketo' | 'salesforce' | 'control'>()
    expectTypeOf<'workato.createToken' | 'workato.createLead'>().toExtend<OperationsOf<'workato'>>()
    expectTypeOf<'marketo.getToken'>().not.toExtend<OperationsOf<'workato'>>()
  })

  test('give an operation its input', () => {
    expectTypeOf<Body<'workato.createLead'>>().toEqualTypeOf<Schema<'WorkatoLead'>>()
    expectTypeOf<Input<'marketo.getLead'>['path']>().toEqualTypeOf<{ id: number }>()
    expectTypeOf<Input<'marketo.getToken'>['query']>().toExtend<{ grant_type: string; client_id: string; client_secret: string }>()
    expectTypeOf<Input<'marketo.getToken'>['body']>().toEqualTypeOf<undefined>()
    expectTypeOf<Input<'workato.createLead'>['path']>().toEqualTypeOf<Record<string, never>>()
  })

  test('give each status its body', () => {
    type Created = Reply<'workato.createLead'>
    expectTypeOf<Extract<Created, { status: 200 }>['body']>().toEqualTypeOf<Schema<'WorkatoLeadAccepted'>>()
    expectTypeOf<Extract<Created, { status: 422 }>['body']>().toEqualTypeOf<Schema<'WorkatoError'>>()
    expectTypeOf<Created['status']>().toEqualTypeOf<200 | 401 | 404 | 413 | 422 | 429 | 500 | 504>()
    expectTypeOf<Answer<'workato.createToken', 200>>().toEqualTypeOf<Schema<'WorkatoToken'>>()
    expectTypeOf<Answer<'workato.createToken', 418 & number>>().toBeNever()
  })

  test('refuse a reply that is not documented', () => {
    expectTypeOf<{ status: 418; body: { message: string } }>().not.toExtend<Reply<'workato.createLead'>>()
    expectTypeOf<{ status: 200; body: { message: string } }>().not.toExtend<Reply<'workato.createLead'>>()
    expectTypeOf<{ status: 422 }>().not.toExtend<Reply<'workato.createLead'>>()
  })

  test('demand a handler for each operation of a system', () => {
    type All = Handlers<'workato', typeof tables>
    expectTypeOf<'createToken' | 'createLead' | 'listJobs'>().toExtend<keyof All>()
    expectTypeOf<Parameters<All['createLead']>[0]['body']>().toEqualTypeOf<Schema<'WorkatoLead'>>()
    expectTypeOf<Parameters<All['createLead']>[0]['headers']>().toEqualTypeOf<Record<string, string>>()
    expectTypeOf<Omit<All, 'createLead'>>().not.toExtend<All>()
  })

  test('demand of a question what the operation needs, and no more', () => {
    expectTypeOf<{ path: { id: number } }>().toExtend<Question<'marketo.getLead'>>()
    expectTypeOf<Record<never, never>>().not.toExtend<Question<'marketo.getLead'>>()
    expectTypeOf<Record<never, never>>().toExtend<Question<'gitlab.listCountries'>>()
    expectTypeOf<Record<never, never>>().not.toExtend<Question<'workato.createLead'>>()
    expectTypeOf<Extract<Answered<'workato.createLead'>, { error: string }>['body']>().toEqualTypeOf<unknown>()
  })

  test('give tables their rows', () => {
    expectTypeOf<Rows<'WorkatoTables'>['tokens']>().toEqualTypeOf<Schema<'WorkatoTokenRow'>>()
    expectTypeOf<keyof Rows<'WorkatoTables'>>().toEqualTypeOf<'api_clients' | 'tokens' | 'recipes' | 'jobs' | 'access_policies'>()
  })
})
