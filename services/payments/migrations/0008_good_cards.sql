-- A network whose cards are good has more room for some that are not. The address is kept for a day after one was.
create index payment_attempts_open_of_network on payment_attempts (network) where status = 'open';
create index payment_attempts_good on payment_attempts (network, ended_at) where status = 'authorized' and network is not null;
