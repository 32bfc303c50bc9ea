import { describeConsumer } from '../../consumer/suite.ts'
import { hop } from './hop.ts'

describeConsumer(hop)
