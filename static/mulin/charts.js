// Draws every element with data-chart from the JSON beside it. A click on a point opens its rows.
(function () {
  'use strict'

  const COLOURS = ['#17692f', '#1f5c99', '#8a6d1b', '#b3261e', '#6b4a8a', '#575757']

  function series (chart, item) {
    const points = item.values.map(function (value, index) {
      return { value: value, url: (item.urls || chart.urls || [])[index] }
    })
    if (chart.kind === 'pie') {
      return { type: 'pie', radius: ['45%', '70%'], data: points.map(function (point, index) { return Object.assign(point, { name: chart.labels[index] }) }) }
    }
    return { type: chart.kind === 'line' ? 'line' : 'bar', name: item.title, data: points, stack: chart.stacked ? 'all' : undefined, barMaxWidth: 28, connectNulls: true }
  }

  // The legend may take several lines on a phone or in large print; the drawing begins below it.
  function legendHeight (chart, fontSize, width) {
    const letters = chart.series.reduce(function (sum, item) { return sum + item.title.length + 4 }, 0)
    return Math.ceil(letters * fontSize / width) * 1.7 * fontSize
  }

  function option (chart, fontSize, width) {
    const narrow = width < 480
    const text = { fontSize: fontSize, color: '#242424' }
    // A few names are all written, the long ones in two lines; on a phone every second one would be left out.
    const few = chart.labels.length <= 8 && chart.kind !== 'bars'
    const wrapped = few ? Object.assign({ interval: 0, width: 2.2 * fontSize, overflow: 'break' }, text) : text
    const names = { type: 'category', data: chart.labels, axisLabel: narrow ? wrapped : text, inverse: chart.kind === 'bars' }
    const values = { type: 'value', axisLabel: text, name: chart.unit || '', nameTextStyle: text }
    const flat = chart.kind === 'pie' ? {} : {
      xAxis: chart.kind === 'bars' ? values : names,
      yAxis: chart.kind === 'bars' ? names : values,
      grid: { left: 8, right: 24, top: 16 + legendHeight(chart, fontSize, width), bottom: 8, containLabel: true }
    }
    return Object.assign(flat, {
      animation: false,
      color: COLOURS,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      tooltip: { trigger: chart.kind === 'pie' ? 'item' : 'axis', renderMode: 'richText', textStyle: { fontSize: fontSize } },
      legend: { show: chart.series.length > 1 || chart.kind === 'pie', top: 0, right: 8, textStyle: text },
      series: chart.series.map(function (item) { return series(chart, item) })
    })
  }

  function draw (root) {
    root.querySelectorAll('[data-chart]').forEach(function (place) {
      const chart = JSON.parse(document.getElementById(place.dataset.chart).textContent)
      const fontSize = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.875
      const drawing = window.echarts.init(place, null, { renderer: 'canvas' })
      drawing.setOption(option(chart, fontSize, place.clientWidth))
      drawing.on('click', function (event) { if (event.data && event.data.url) window.location.assign(event.data.url) })
      window.addEventListener('resize', function () { drawing.resize() })
    })
  }
  document.addEventListener('DOMContentLoaded', function () { draw(document) })
  document.addEventListener('htmx:load', function (event) { if (event.target !== document.body) draw(event.target) })
})()
