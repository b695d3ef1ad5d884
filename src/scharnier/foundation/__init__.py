"""What no stage owns: time, states, money, places, people, mails, files, questions."""
