export { CheckField, ChoiceField, CounterField, TextField } from './parts/Fields';
export { CodeField, PasswordField } from './parts/SecretFields';
export { lettersIn } from './parts/letters';
