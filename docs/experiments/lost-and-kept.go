// The same in Go: goroutines that wait for ever, and that nobody can reach, or a list still does.
package main

import (
	"fmt"
	"runtime"
)

// #region leak
const tasks = 100_000

var kept []chan string

// Each goroutine waits to send, and nobody ever receives.
func leak(keep bool) {
	for task := 0; task < tasks; task++ {
		channel := make(chan string)
		go func() { channel <- "a row" }()
		if keep {
			kept = append(kept, channel)
		}
	}
}

// #endregion

func show(moment string) {
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	inUse := (memory.HeapInuse + memory.StackInuse) / 1_000_000
	fmt.Printf("%-20s%8d goroutines%8d MB\n", moment, runtime.NumGoroutine(), inUse)
}

func main() {
	show("at the start")
	leak(false)
	show("100,000 lost")
	leak(true)
	show("100,000 more, kept")
}
