// Handlers that leak, and handlers that do not: the same in `../project`.
package handlers

import "time"

// Query: three answer, two are received: a sender waits for ever.
func Query() {
	answers := make(chan string)
	for _, table := range []string{"users", "orders", "tags"} {
		go ask(answers, table)
	}
	<-answers
	<-answers
}

// Poll looks again and again, and nobody ever tells it to stop.
func Poll() {
	go look()
}

// Buffered is Query, with a place for each answer.
func Buffered() {
	answers := make(chan string, 3)
	for _, table := range []string{"users", "orders", "tags"} {
		go ask(answers, table)
	}
	<-answers
	<-answers
}

// Purchase answers at once, and works on for 800 ms.
func Purchase() {
	go audit()
}

func ask(answers chan<- string, table string) {
	answers <- table
}

func look() {
	for {
		time.Sleep(50 * time.Millisecond)
	}
}

func audit() {
	time.Sleep(800 * time.Millisecond)
}
