export class ReportData {}
