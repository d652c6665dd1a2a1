/** Words of the database about CSV files that no person should have to read. */
export const engineWords =
  /CSV Error|\bLINE\b|state machine|Possible fixes|Original Line|strict_mode|bad value|Error:/;
