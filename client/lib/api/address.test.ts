import { expect, test } from '@jest/globals';
import { addressOf } from './address';

test('one address in front answers everything', () => {
  expect(addressOf('http://127.0.0.1:8080', '/api/orders/1?limit=2')).toBe(
    'http://127.0.0.1:8080/api/orders/1?limit=2',
  );
  expect(addressOf('', '/api/users/currentUser')).toBe('/api/users/currentUser');
});

test.each([
  ['/api/users/currentUser', 'http://auth-service:3000/api/users/currentUser'],
  ['/api/tickets?limit=20', 'http://tickets-service:3000/api/tickets?limit=20'],
  ['/api/orders/1', 'http://orders-service:3000/api/orders/1'],
  ['/api/payments/config', 'http://payments-service:3000/api/payments/config'],
  ['/api/audit/promises', 'http://audit-service:3000/api/audit/promises'],
])('without one, %s is asked of its service', (path, url) => {
  expect(addressOf('http://{service}-service:3000', path)).toBe(url);
});

test('what is nobody’s is not sent anywhere by chance', () => {
  expect(() => addressOf('http://{service}-service:3000', '/api/unknown')).toThrow('/api/unknown');
});
