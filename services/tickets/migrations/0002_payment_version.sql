-- The version of the payment that `captured` was taken from: so the payment's part can be rebuilt like the order's.
alter table order_admissions add column payment_version integer not null default 0;
