export { CheckField, ChoiceField, CounterField, TextField } from './parts/Fields';
export { lettersIn } from './parts/letters';
