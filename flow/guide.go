package flow

// StepID names a step of a guide.
type StepID string
