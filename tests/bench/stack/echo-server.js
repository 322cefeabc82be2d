// The yardstick: a bare route that answers with the JSON it received and stores nothing.
import express from 'express';

const app = express();
app.use(express.json());
app.post('/api/orders', (request, response) => {
  response.status(201).json(request.body);
});
app.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('listening'));
process.on('disconnect', () => process.exit());
process.on('SIGINT', () => {});
