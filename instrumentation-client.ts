/** Runs in the browser before anything else of ours, also on a page of error: no script is loaded before the rule that says from where. */
import './app/_client/trusted-urls';
