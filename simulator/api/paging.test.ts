import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limitOf, nextQuery, type PageWish, pageOf } from './paging';

const items = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
const ids = (wish: PageWish<{ id: string }>) => {
  const page = pageOf(items, wish);
  return page && [page.items.map(({ id }) => id).join(''), page.next];
};

describe('a page', () => {
  it('begins after its marker, and names the next one where it is full', () => {
    assert.deepEqual(ids({ limit: 2 }), ['ab', 'b']);
    assert.deepEqual(ids({ limit: 2, marker: 'b' }), ['cd', 'd']);
    assert.deepEqual(ids({ limit: 2, marker: 'd' }), ['', undefined]);
    assert.deepEqual(ids({ limit: 5 }), ['abcd', undefined]);
    assert.deepEqual(ids({ limit: 0 }), ['', undefined]);
    assert.deepEqual(ids({ limit: 0, marker: 'a' }), ['', undefined]);
  });

  it('counts only what matches, though the marker need not', () => {
    assert.deepEqual(ids({ limit: 1, marker: 'b', matches: ({ id }) => id > 'c' }), ['d', 'd']);
    assert.deepEqual(ids({ limit: 9, matches: () => false }), ['', undefined]);
  });

  it('is none where there is no such marker', () => {
    assert.equal(ids({ limit: 1, marker: 'e' }), undefined);
  });

  it('looks at nothing that it does not show', () => {
    const looked: string[] = [];
    function* all() {
      for (const item of items) {
        looked.push(item.id);
        yield item;
      }
    }
    pageOf(all(), { limit: 2 });
    assert.deepEqual(looked, ['a', 'b']);
  });
});

describe('the limit', () => {
  it('is a number that the service does not go beyond', () => {
    assert.deepEqual(
      [null, '0', '7', '5000', '-1', 'x', '', '1.5'].map((text) => limitOf(text, 1000)),
      [1000, 0, 7, 1000, undefined, undefined, undefined, undefined],
    );
  });
});

describe('the link to the next page', () => {
  it('asks for the same, after another marker, which keeps its place', () => {
    assert.equal(nextQuery(new URLSearchParams('name=a b&limit=2'), 'y'), 'limit=2&name=a+b&marker=y');
    assert.equal(nextQuery(new URLSearchParams('name=a&marker=x&limit=2'), 'y'), 'limit=2&marker=y&name=a');
  });
});
