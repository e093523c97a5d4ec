package value

const DayLayout = "2006-01-02"
