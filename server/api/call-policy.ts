/** How a row of the policy of calls is written and read back; the server reads it again when it is saved. */
export { ageWords, POLICY_COLUMNS, rowCells, rowOfCells } from '../alert/policy-csv';
