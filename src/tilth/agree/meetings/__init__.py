"""The secretariat's week as values: agendas, minutes, cycles, calendars, reminders, old logs."""
