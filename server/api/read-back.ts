/** What the screen compares while the other side repeats; the server compares again when the call is closed. */
export { agrees } from '../alert/rules';
