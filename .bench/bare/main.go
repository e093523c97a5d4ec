// Bare is a single Bubble Tea text input, for comparison with the wizard's
// first frame and keys. It draws as often as the wizard does.
package main

import (
	"mailgrant/ui/early"

	"fmt"
	"os"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
)

type model struct{ input textinput.Model }

func (m model) Init() tea.Cmd { return textinput.Blink }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if key, ok := msg.(tea.KeyMsg); ok && key.Type == tea.KeyCtrlC {
		return m, tea.Quit
	}
	var cmd tea.Cmd
	m.input, cmd = m.input.Update(msg)
	return m, cmd
}

func (m model) View() string { return "ready\n\n" + m.input.View() + "\n" }

func main() {
	early.Restore()
	input := textinput.New()
	input.Focus()
	if _, err := tea.NewProgram(model{input}, tea.WithAltScreen(), tea.WithFPS(120)).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
